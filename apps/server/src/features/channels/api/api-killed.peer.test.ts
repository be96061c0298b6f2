import { apiHarness } from '@earshot/testkit/channels/api-harness.ts';
import { describeKilledChannel } from '@earshot/testkit/channels/describe-killed-channel.ts';

describeKilledChannel(apiHarness());
