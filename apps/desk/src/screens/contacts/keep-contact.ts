import type { Contact } from '@earshot/contract/contact-contract.ts';
import { queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';

/** Shows what the server answered for a contact and renews the list. */
export function keepContact(contact: Contact): void {
  queryClient.setQueryData(queryKeys.contact(contact.id), contact);
  void queryClient.invalidateQueries({ queryKey: queryKeys.contacts });
}
