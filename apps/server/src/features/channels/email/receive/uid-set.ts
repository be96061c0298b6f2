/** UIDs as IMAP writes them, such as `1:5,7` (RFC 9051, sequence-set); '' for none. */
export function packUids(uids: Iterable<number>): string {
  const sorted = [...new Set(uids)].toSorted((a, b) => a - b);
  const parts: string[] = [];
  for (let index = 0; index < sorted.length; index += 1) {
    const first = sorted[index]!;
    let last = first;
    while (sorted[index + 1] === last + 1) {
      index += 1;
      last = sorted[index]!;
    }
    parts.push(first === last ? String(first) : `${first}:${last}`);
  }
  return parts.join(',');
}

/** Whether `packUids` wrote this UID into the set. */
export function makeUidTest(set: string): (uid: number) => boolean {
  const ranges = set === '' ? [] : set.split(',').map((part) => part.split(':').map(Number));
  return (uid) => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first = 0, last = first] = ranges[middle]!;
      if (uid < first) high = middle - 1;
      else if (uid > last) low = middle + 1;
      else return true;
    }
    return false;
  };
}
