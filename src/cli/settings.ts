import type { Command } from 'commander';
import { Option } from 'commander';
import type { Config, Setting, SettingName } from '../config.ts';
import { kebab, readConfig, SETTINGS } from '../config.ts';

/** Gives a command the options of some settings; what is not given comes from the environment. */
export function withSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) command.addOption(new SettingOption(name));
  return command;
}

/** An option that is a setting; a command may have others, of the same name as a setting too. */
class SettingOption extends Option {
  readonly setting: SettingName;

  constructor(setting: SettingName) {
    const { about, variable, isSwitch }: Setting = SETTINGS[setting];
    super(`--${kebab(setting)} ${isSwitch === true ? '[value]' : '<value>'}`, `${about} [${variable}]`);
    this.setting = setting;
    if (isSwitch === true) this.preset('true');
  }
}

/**
 * The configuration of a command that was made by `withSettings`.
 *
 * @throws {Fault} `CONFIGURATION_INVALID`
 */
export function configOf(command: Command): Config {
  const given: Partial<Record<SettingName, string>> = {};
  for (const option of command.options) {
    if (!(option instanceof SettingOption)) continue;
    const value: unknown = command.getOptionValue(option.setting);
    if (typeof value === 'string') given[option.setting] = value;
  }
  return readConfig(process.env, given);
}
