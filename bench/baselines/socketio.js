// socket.io as its documentation teaches it: everybody joins a room, a message is emitted to the room.
const http = require("node:http");
const { Server } = require("socket.io");

const server = http.createServer((request, response) => response.end("ok"));
const io = new Server(server, { transports: ["websocket"] });
io.on("connection", (socket) => {
  socket.join("lobby");
  socket.on("message", (data) => io.to("lobby").emit("message", data));
});
server.listen(Number(process.argv[2]), "127.0.0.1");
