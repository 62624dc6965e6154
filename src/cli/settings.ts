import type { Command } from 'commander';
import { Option } from 'commander';
import type { Config, SettingName } from '../config.ts';
import { kebab, readConfig, SETTINGS } from '../config.ts';

/** Gives a command the options of some settings; what is not given comes from the environment. */
export function withSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) {
    const { about, variable } = SETTINGS[name];
    command.addOption(new Option(`--${kebab(name)} <value>`, `${about} [${variable}]`));
  }
  return command;
}

/**
 * The configuration of a command that was made by `withSettings`.
 *
 * @throws {Fault} `CONFIGURATION_INVALID`
 */
export function configOf(command: Command): Config {
  const given: Partial<Record<SettingName, string>> = {};
  const options: Record<string, unknown> = command.opts();
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const value = options[name];
    if (typeof value === 'string') given[name] = value;
  }
  return readConfig(process.env, given);
}
