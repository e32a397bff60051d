/** What can be connected to: objects of GObject, and the shell’s menus, which have signals of their own. */
interface Disconnectable {
  disconnect: (id: number) => void;
}

/** What is to be undone, the last thing first. Whatever the extension does to the shell is written down here in the same breath. */
export class Undo {
  readonly #steps: (() => void)[] = [];

  add(step: () => void): void {
    this.#steps.push(step);
  }

  /** `undo.connected(menu, menu.connect(…))`. */
  connected(to: Disconnectable, id: number): void {
    this.add(() => to.disconnect(id));
  }

  run(): void {
    for (const step of this.#steps.splice(0).reverse()) step();
  }
}
