// Takes steps in inkle's own engine: how many, a line at a time, come in; how many seconds they took goes out.
// Its arguments are where inkjs is, and where the compiled story is.
const fs = require("fs");
const ink = require(process.argv[2]);
const story = new ink.Story(fs.readFileSync(process.argv[3], "utf-8").replace(/^\uFEFF/, ""));

function steps(number) {
  let dice = 7n;
  let labels = [];
  const begin = process.hrtime.bigint();
  for (let taken = 0; taken < number; taken++) {
    if (labels.length === 0) {
      story.ResetState();
      story.ContinueMaximally();
      labels = story.currentChoices.map((choice) => choice.text);
    }
    dice = (dice * 1664525n + 1013904223n) & 0xffffffffn;
    story.ChooseChoiceIndex(Number(dice >> 16n) % labels.length);
    story.ContinueMaximally();
    labels = story.currentChoices.map((choice) => choice.text);
  }
  return Number(process.hrtime.bigint() - begin) / 1e9;
}

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => process.stdout.write(`${steps(Number(line))}\n`));
