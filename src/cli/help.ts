import type { Command } from 'commander';
import { Help } from 'commander';

/** Where a terminal leaves a description fewer columns than this, its lines run on. */
const DESCRIPTION_COLUMNS_MIN = 24;

/** Lets a command and its subcommands break the lines of their help, in 80 columns too. */
export function breakHelpLines(command: Command): Command {
  command.configureHelp({ minWidthToWrap: DESCRIPTION_COLUMNS_MIN });
  for (const subcommand of command.commands) breakHelpLines(subcommand);
  return command;
}

/** What a list has an entry for, and what it says of it. */
export type ListItem = readonly [term: string, about: string];

/**
 * What a command says after its options, in lines as long as the terminal's.
 *
 * @param blocks paragraphs, whose own line breaks are no more than spaces, and lists
 */
export function helpText(...blocks: readonly (string | readonly ListItem[])[]): () => string {
  return () => {
    const help = new Help();
    help.minWidthToWrap = DESCRIPTION_COLUMNS_MIN;
    const columns = process.stdout.columns ?? 80;
    help.helpWidth = columns;
    const texts = blocks.map((block) => {
      if (typeof block === 'string') return help.boxWrap(block.trim().replaceAll(/\s+/g, ' '), columns);
      const termColumns = Math.max(...block.map(([term]) => term.length));
      return block.map(([term, about]) => help.formatItem(term, termColumns, about, help)).join('\n');
    });
    return `\n${texts.join('\n\n')}`;
  };
}
