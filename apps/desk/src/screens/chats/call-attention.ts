import { readPreferences } from '../../parts/preferences.ts';

/** Two soft tones, each this long. */
const tone_s = 0.18;

/**
 * Lets a ring be heard and seen outside the desk, as far as the reader wished for it. The answer
 * takes it back.
 */
export function callAttention(words: string, tag: string): () => void {
  const { ringSound, ringNotice } = readPreferences();
  if (ringSound) playTones();
  const notice = ringNotice && !document.hasFocus() ? showNotice(words, tag) : null;
  return () => notice?.close();
}

function showNotice(words: string, tag: string): Notification | null {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return null;
  const notice = new Notification(words, { tag });
  notice.addEventListener('click', () => window.focus());
  return notice;
}

function playTones(): void {
  const audio = new AudioContext();
  [660, 880].forEach((pitch, index) => {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const from = audio.currentTime + index * tone_s;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.12, from);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + tone_s);
    tone.connect(loudness).connect(audio.destination);
    tone.start(from);
    tone.stop(from + tone_s);
    if (index === 1) tone.addEventListener('ended', () => void audio.close());
  });
}
