// Preloaded into a server process: answers the message 'scripts' with the URLs of all scripts it has loaded.
const { Session } = require('node:inspector');

process.on('message', (message) => {
  if (message !== 'scripts') return;
  const scripts = [];
  const session = new Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => scripts.push(params.url));
  session.post('Debugger.enable', () => {
    process.send({ scripts });
    session.disconnect();
  });
});
