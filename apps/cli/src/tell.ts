/** A sentence for the person, beside the result: standard error. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A line of the result: standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The result for programs. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** The result in columns; the first row is the head. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  for (const row of rows) {
    print(
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    );
  }
}
