// What textual.js leaves open: how large the letters are, where the game is, and what is said when it has closed.
"use strict";
(() => {
  const FEWEST_COLUMNS = 60, FEWEST_ROWS = 20, MOST_COLUMNS = 150;
  const USUAL = 16, SMALLEST = 7, LARGEST = 24;
  // Of Roboto Mono's letters, in parts of their size.
  const WIDE = 0.601, HIGH = 1.32;
  const IDLE = 4000, GONE = 1006;

  const asked = parseInt(new URLSearchParams(location.search).get("size"), 10);

  function fitting() {
    const narrow = Math.min(innerWidth / (FEWEST_COLUMNS * WIDE), innerHeight / (FEWEST_ROWS * HIGH));
    const wide = Math.max(USUAL, innerWidth / (MOST_COLUMNS * WIDE));
    return Math.min(LARGEST, Math.max(SMALLEST, Math.floor(Math.min(narrow, wide))));
  }

  const size = asked >= SMALLEST && asked <= 40 ? asked : fitting();

  function columns() {
    return Math.floor(innerWidth / (size * WIDE));
  }

  function goOn() {
    location.reload();
  }

  // The terminal keeps the size its letters began with. Where that no longer does, the page begins anew, and the game
  // opens where it was.
  let waiting = 0;
  function lookAgain() {
    const best = fitting();
    if ((columns() < FEWEST_COLUMNS && best < size) || (size < USUAL && best > size + 2)) goOn();
  }
  addEventListener("resize", () => {
    clearTimeout(waiting);
    if (!asked) waiting = setTimeout(lookAgain, 400);
  });

  let hasOpened = false;
  function closed(code) {
    const note = document.getElementById("closed");
    const { idle, unopened, broken, stopped } = note.dataset;
    const why = code === IDLE ? idle : !hasOpened ? unopened : code === GONE ? broken : stopped;
    document.getElementById("why").textContent = why;
    document.getElementById("opening").hidden = true;
    note.hidden = false;
    document.getElementById("again").focus();
  }

  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { hasOpened = true; }, { once: true });
      this.addEventListener("close", (event) => closed(event.code));
    }

    // Keys and clicks come before the line is there and after it has gone.
    send(data) {
      if (this.readyState === Native.OPEN) super.send(data);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const terminal = document.getElementById("terminal");
    terminal.dataset.fontSize = size;
    terminal.dataset.sessionWebsocketUrl = location.origin.replace(/^http/, "ws") + "/ws";
    document.getElementById("again").addEventListener("click", goOn);
  });

  // Letters are measured once, so their font must be there first. The keyboard is the game's from the beginning.
  const begin = window.onload;
  window.onload = async (event) => {
    await Promise.allSettled(["400", "700", "italic 400"].map((face) => document.fonts.load(`${face} 16px "Roboto Mono"`)));
    begin(event);
    document.querySelector(".xterm-helper-textarea").focus();
  };
})();
