/** Which of the keys that turn the item are held. */
export type HeldKeys = ReadonlySet<number>;

/** In the place of the keys that were held before anybody looked: which they are, the pointer's state does not say. */
const HELD_BEFORE = 0;

/** When the menu opens: whether one of them is held already. */
export function heldAtStart(isHeld: boolean): HeldKeys {
  return new Set(isHeld ? [HELD_BEFORE] : []);
}

/** After a key of theirs was pressed or released. What was held before ends with any release: with two keys held, the pointer's next move puts it right. */
export function afterKey(held: HeldKeys, keysym: number, isDown: boolean): HeldKeys {
  if (isDown) return new Set([...held, keysym]);
  return new Set([...held].filter((one) => one !== keysym && one !== HELD_BEFORE));
}

/** After an event of the pointer, which carries the true state of the modifiers; sticky keys are held without being pressed. */
export function afterPointer(held: HeldKeys, isHeld: boolean): HeldKeys {
  return held.size > 0 === isHeld ? held : heldAtStart(isHeld);
}
