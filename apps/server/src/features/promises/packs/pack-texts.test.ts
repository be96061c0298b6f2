import { expect, test } from 'vitest';
import { packTextsDe } from './pack-texts-de.ts';
import { policyPacks } from './policy-packs.ts';

test('whoever reads German reads every pack in German, duty by duty', () => {
  expect(Object.keys(packTextsDe).toSorted()).toEqual(policyPacks.map(({ id }) => id).toSorted());
  for (const pack of policyPacks) {
    const texts = packTextsDe[pack.id]!;
    expect(Object.keys(texts.duties).toSorted()).toEqual(
      pack.duties.map(({ id }) => id).toSorted(),
    );
    expect(texts.policies).toHaveLength(pack.policies.length);
  }
});

test('what was not read in the law itself says so in German too', () => {
  const silent = policyPacks.flatMap((pack) =>
    pack.duties
      .filter(({ verified }) => !verified)
      .map(({ id }) => packTextsDe[pack.id]!.duties[id]!.source)
      .filter((source) => !/nicht nachgeprüft|nach Berichten/.test(source)),
  );
  expect(silent).toEqual([]);
});
