// Plays stories in inkle's own engine: a story's source or a run of choices a line comes in, what it told goes out.
// Its one argument is where inkjs is.
const ink = require(process.argv[2]);
const lines = require("readline").createInterface({ input: process.stdin });
let story = null;
let names = [];

function compile({ source }) {
  const problems = [];
  const note = (message, kind) => problems.push(`${["author", "warning", "error"][kind]}: ${message}`);
  story = null;
  try {
    const options = new ink.CompilerOptions(null, [], false, note);
    story = new ink.Compiler(source, options).Compile();
  } catch (error) {
    problems.push(`stopped: ${error.message}`);
  }
  return { problems, json: story ? story.ToJson() : "" };
}

function play({ run, watched }) {
  names = watched ?? names;
  const known = new Map();
  const steps = [];
  story.ResetState();
  story.onError = (message) => { throw new Error(message); };
  for (const choice of [null, ...run]) {
    try {
      if (choice !== null) story.ChooseChoiceIndex(choice);
      const text = story.canContinue ? story.ContinueMaximally() : "";
      const changed = {};
      for (const name of names) {
        const held = story.variablesState[name];
        const value = typeof held === "object" && held !== null ? String(held) : held;
        if (known.get(name) !== value) known.set(name, (changed[name] = value));
      }
      steps.push({ text, choices: story.currentChoices.map((one) => one.text), changed });
    } catch (error) {
      steps.push({ text: `stopped: ${error.message}`, choices: [], changed: {} });
      break;
    }
  }
  return { steps };
}

lines.on("line", (line) => {
  const asked = JSON.parse(line);
  process.stdout.write(JSON.stringify(asked.run ? play(asked) : compile(asked)) + "\n");
});
