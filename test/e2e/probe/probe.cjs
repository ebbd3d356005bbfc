// A test sends the body of a function over a Unix socket; it runs here, with `vscode` at hand, and its result goes back.
// Each new extension host takes the place of the one before it.
const fs = require('node:fs');
const http = require('node:http');
const vscode = require('vscode');

/** Things that several calls of one test share. */
const shared = {};

async function evaluate({ code, args }) {
  const body = new Function('vscode', 'shared', 'require', `return (${code});`);
  return body(vscode, shared, require)(vscode, ...args);
}

async function readAll(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

exports.activate = (context) => {
  const path = process.env.EPOCHBOOK_PROBE_SOCKET;
  if (!path) return;
  const server = http.createServer(async (request, response) => {
    let answer;
    try {
      if (request.url === '/pid') answer = { value: process.pid };
      else answer = { value: await evaluate(JSON.parse(await readAll(request))) };
    } catch (error) {
      answer = {
        error: {
          name: error?.name ?? 'Error',
          message: String(error?.message ?? error),
          stack: String(error?.stack),
        },
      };
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  // A host whose window has gone may live on for minutes, and may end when others are there: each has a socket of its own, and
  // only one that its window answers is led to.
  const own = `${path}.${process.pid}`;
  server.listen(own, async () => {
    await vscode.commands.executeCommand('setContext', 'epochbook-test.host', process.pid);
    fs.rmSync(`${own}.link`, { force: true });
    fs.symlinkSync(own, `${own}.link`);
    fs.renameSync(`${own}.link`, path);
  });
  context.subscriptions.push({ dispose: () => server.close() });
};
