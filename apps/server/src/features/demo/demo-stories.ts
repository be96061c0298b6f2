import type { DemoStory } from './demo-story.ts';
import { chatStories } from './stories/chat-stories.ts';
import { kettleStories } from './stories/kettle-stories.ts';
import { oddStories } from './stories/odd-stories.ts';
import { orderStories } from './stories/order-stories.ts';
import { promiseStories } from './stories/promise-stories.ts';
import { serviceStories } from './stories/service-stories.ts';

/** Every matter of the named world. */
export const demoStories: readonly DemoStory[] = [
  ...kettleStories,
  ...serviceStories,
  ...orderStories,
  ...oddStories,
  ...promiseStories,
  ...chatStories,
];
