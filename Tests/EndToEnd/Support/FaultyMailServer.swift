import Dunning
import Foundation

/// A mail server that misbehaves at one stage of the dialogue, until it is healed.
final class FaultyMailServer: Sendable {
    let port: Int
    private let peer: Peer
    private let folder: URL

    /// `action` is the reply to give in place of the usual one, `drop`, `late` (after a second) or `never`.
    init(in folder: URL, stage: String, action: String) async throws {
        let python = try Peer.tool("/usr/bin/python3", package: "python3")
        self.folder = folder
        peer = try Peer([python, "-c", FaultyMailServer.script, stage, action], in: folder)
        guard let port = try await JSON(parsing: peer.line(0))["port"]?.integer else { throw Trouble("no port") }
        self.port = Int(port)
    }

    /// From now on it behaves.
    func heal() throws { try Data().write(to: folder.appending(path: "healed")) }

    /// The Message-ID of each mail that it has taken.
    var messageIDs: [String] {
        get throws { try peer.lines.dropFirst().compactMap { try JSON(parsing: $0)["taken"]?.string } }
    }

    private static let script = """
        import asyncio, json, os, sys
        stage, action = sys.argv[1:]
        class Over(Exception):
            pass
        class Dialogue:
            def __init__(self, reader, writer):
                self.reader, self.writer = reader, writer
            def is_bad(self, at):
                return at == stage and not os.path.exists('healed')
            def refuses(self, at):
                return self.is_bad(at) and action not in ('drop', 'late', 'never')
            async def say(self, text):
                self.writer.write((text + '\\r\\n').encode())
                await self.writer.drain()
            async def turn(self, at, answer):
                if self.refuses(at):
                    await self.say(action)
                    if action.startswith('421'):
                        raise Over
                    return False
                if self.is_bad(at):
                    if action == 'drop':
                        raise Over
                    await asyncio.sleep(1 if action == 'late' else 60)
                    if action == 'never':
                        raise Over
                await self.say(answer)
                return True
            async def content(self):
                name = None
                while (line := await self.reader.readline()) != b'.\\r\\n':
                    if not line or self.is_bad('content'):
                        raise Over
                    if line.startswith(b'Message-ID: '):
                        name = line[12:].decode().strip()
                if not self.refuses('dot'):
                    print(json.dumps({'taken': name}))
                await self.turn('dot', '250 2.0.0 Ok: queued as E2E')
            async def run(self):
                if not await self.turn('greeting', '220 peer.test ESMTP'):
                    return
                while line := await self.reader.readline():
                    verb = line[:4].upper()
                    if verb in (b'EHLO', b'HELO'):
                        await self.turn('ehlo', '250 peer.test')
                    elif verb in (b'MAIL', b'RCPT'):
                        await self.turn(verb.decode().lower(), '250 2.1.0 Ok')
                    elif verb == b'DATA':
                        if await self.turn('data', '354 go on'):
                            await self.content()
                    elif verb == b'QUIT':
                        return await self.say('221 2.0.0 Bye')
                    else:
                        await self.say('250 2.0.0 Ok')
        async def serve(reader, writer):
            try:
                await Dialogue(reader, writer).run()
            except (Over, ConnectionError):
                pass
            writer.close()
        async def main():
            server = await asyncio.start_server(serve, '127.0.0.1', 0)
            print(json.dumps({'port': server.sockets[0].getsockname()[1]}))
            await server.serve_forever()
        asyncio.run(main())
        """
}
