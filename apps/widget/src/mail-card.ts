import { bringLater } from './bring-later.ts';
import { el, fill } from './draw.ts';
import { sayProblem, type Context } from './widget-context.ts';

/** Offers to go on by mail: an address, then the code that shows it is theirs. */
export function createMailCard({ client, speech, root }: Context) {
  bringLater(root, speech);
  const { t } = speech;
  const problem = el('p', { class: 'problem', role: 'alert', id: 'mail-problem' });
  const card = el('section', { class: 'card' });
  let addressId: string | null = null;

  function makeInput(label: string, props: Record<string, string>) {
    return el('input', { 'aria-label': label, placeholder: label, required: true, ...props });
  }

  function showForm(
    words: string[],
    input: HTMLInputElement,
    button: string,
    work: (value: string) => Promise<void>,
    more?: HTMLElement,
  ): void {
    const go = el('button', { type: 'submit', class: 'plain' }, button);
    const submit = (event: Event) => {
      event.preventDefault();
      fill(problem);
      go.disabled = true;
      work(input.value.trim())
        .catch((error: unknown) => {
          fill(problem, sayProblem(error, speech));
          input.focus();
        })
        .finally(() => (go.disabled = false));
    };
    const [first, ...rest] = words;
    const form = el('form', { novalidate: true, submit }, el('div', { class: 'line' }, input, go));
    fill(card, el('h4', {}, first), ...rest.map((one) => el('p', {}, one)), form, problem, more);
  }

  function askAddress(): void {
    const input = makeInput(t('address'), { type: 'email', autocomplete: 'email' });
    showForm([t('leave'), t('leaveWhy')], input, t('follow'), async (address) => {
      if (!/^\S+@\S+\.\S+$/.test(address)) return fill(problem, t('notAnAddress'));
      addressId = (await client.giveAddress(address)).id;
      askCode(address);
    });
  }

  function askCode(address: string): void {
    const props = { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '6' };
    const input = makeInput(t('code'), props);
    const other = el(
      'button',
      { type: 'button', class: 'link', click: askAddress },
      t('otherAddress'),
    );
    const work = async (code: string) => {
      await client.prove(addressId!, code);
      fill(card, el('p', { role: 'status' }, t('followsTo', { address })));
    };
    showForm([t('leave'), t('codeSent', { address })], input, t('confirm'), work, other);
    input.focus();
  }

  askAddress();
  return card;
}
