// Lines that come are paragraphs; a line that does not end is a question, and stands beside the field.
"use strict";
(() => {
  const told = document.getElementById("told");
  const asked = document.getElementById("asked");
  const form = document.getElementById("form");
  const answer = document.getElementById("answer");
  const IDLE = 4000;
  let open = "";

  function paragraph(words, kind) {
    const made = document.createElement("p");
    if (kind) made.className = kind;
    // A file that was written is fetched by its name.
    const [before, file, after] = words.split(/exports\/(.+\.(?:html|md|json))/);
    made.append(before);
    if (file) {
      const link = document.createElement("a");
      link.href = "/exports/" + encodeURIComponent(file);
      link.textContent = file;
      made.append(link, after);
    }
    told.append(made);
  }

  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/ws/read");
  socket.addEventListener("message", (event) => {
    const lines = (open + event.data).split("\n");
    open = lines.pop();
    for (const line of lines) if (line.trim()) paragraph(line);
    asked.textContent = open.replace(/[>:\s]+$/, "") || asked.dataset.usual;
    scrollTo(0, document.body.scrollHeight);
  });
  socket.addEventListener("close", (event) => {
    form.hidden = true;
    const note = document.getElementById("closed");
    document.getElementById("why").textContent = event.code === IDLE ? note.dataset.idle : note.dataset.stopped;
    note.hidden = false;
    document.getElementById("again").focus();
  });
  document.getElementById("again").addEventListener("click", () => location.reload());

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (socket.readyState !== WebSocket.OPEN) return;
    paragraph(open + answer.value, "said");
    open = "";
    socket.send(answer.value);
    answer.value = "";
    answer.focus();
  });
})();
