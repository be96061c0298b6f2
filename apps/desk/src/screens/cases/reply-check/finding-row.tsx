import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ReplyFindingShown, ReplyOffer } from '@earshot/contract/reply-finding.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import type { EditorHandle } from '../composer/rich-editor.tsx';
import styles from './check-panel.module.css';
import { composeOffer } from './insert-words.ts';
import { OverrideField } from './override-field.tsx';

export interface FindingRowProps {
  finding: ReplyFindingShown;
  /** Of the words that are looked at. */
  language: ContactLanguage;
  /** Null: nothing can be changed there now. */
  text: Pick<EditorHandle, 'select' | 'replace' | 'append'> | null;
  /** What this place offers besides changing the text. */
  deeds: { readonly [Offer in ReplyOffer]?: () => void };
  /** Says the words themselves, where they cannot be marked in their field. */
  quotes?: boolean;
  overrides: readonly ReplyCheckOverride[];
  onOverrides: (overrides: readonly ReplyCheckOverride[]) => void;
  /** Where only a rule that binds is overridden: words that are kept. */
  overridesBinding?: boolean;
}

/** One thing the check sees: what, where, what is better, and why it stays all the same. */
export function FindingRow(props: FindingRowProps): ReactElement {
  const { finding, text, overrides, onOverrides } = props;
  const kept = overrides.find(({ rule }) => rule === finding.rule);
  const binds = finding.mode === 'binding';
  const [range] = finding.ranges;
  return (
    <>
      <p className={styles['seen']}>
        <Icon name="warning" size={14} />
        <span>
          <b>{t(`check.rule.${finding.rule}`)}</b>
          {binds && !kept ? <em className={styles['binding']}> · {t('check.binding')}</em> : null}
          <br />
          {finding.text}
          {props.quotes ? <Quotes words={finding.words} /> : null}
        </span>
      </p>
      <div className={styles['deeds']}>
        {range === undefined ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => text?.select(range)}>
            {t('check.show')}
          </Button>
        )}
        {finding.offers.map((offer) => (
          <OfferButton key={offer} {...props} offer={offer} />
        ))}
        {props.overridesBinding && !binds ? null : (
          <OverrideField
            kept={kept?.reason ?? null}
            isBinding={binds}
            onKeep={(reason) =>
              onOverrides([
                ...overrides.filter(({ rule }) => rule !== finding.rule),
                ...(reason === null ? [] : [{ rule: finding.rule, reason }]),
              ])
            }
          />
        )}
      </div>
    </>
  );
}

function Quotes({ words }: { words: readonly string[] }): ReactElement | null {
  if (words.length === 0) return null;
  return (
    <span className={styles['quotes']}>
      {words.map((one, index) => (
        <mark key={`${index} ${one}`}>{one}</mark>
      ))}
    </span>
  );
}

function OfferButton(props: FindingRowProps & { offer: ReplyOffer }): ReactElement | null {
  const { finding, offer } = props;
  const deed = findDeed(props, offer);
  if (deed === null) return null;
  return (
    <Button size="compact-xs" variant="default" onClick={deed}>
      {t(`check.offer.${offer}`, { words: finding.replacement ?? '' })}
    </Button>
  );
}

/** What the button of an offer does here; null where it makes no sense. */
function findDeed(props: FindingRowProps, offer: ReplyOffer): (() => void) | null {
  const { finding, text, language, deeds } = props;
  const [range] = finding.ranges;
  if (offer === 'remove' || offer === 'replace') {
    const words = offer === 'remove' ? '' : finding.replacement;
    return range === undefined || words === null ? null : () => text?.replace(range, words);
  }
  if (offer === 'callback' || offer === 'insert_promise') {
    return () => text?.append(composeOffer(offer, language));
  }
  return deeds[offer] ?? null;
}
