package org.decant.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// An editor's side of the Debug Adapter Protocol, as much of it as a debugging session of a script needs: messages are
/// JSON after a `Content-Length`; requests are answered by their number, events come in between.
final class DebugAdapterClient implements AutoCloseable {
    private static final int PATIENCE = 30_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Socket socket;
    private final InputStream in;
    private final Deque<JsonNode> events = new ArrayDeque<>();
    private int requests;

    DebugAdapterClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
        in = new BufferedInputStream(socket.getInputStream());
    }

    ObjectNode object() {
        return json.createObjectNode();
    }

    /// Sends a request and gives the body of its answer.
    JsonNode request(String command, ObjectNode arguments) throws IOException {
        int number = send(command, arguments);
        while (true) {
            JsonNode message = read();
            if (message.path("type").asText().equals("response") && message.path("request_seq").asInt() == number) {
                if (!message.path("success").asBoolean()) {
                    throw new AssertionError(command + " was refused: " + message);
                }
                return message.path("body");
            }
            keepEvent(message);
        }
    }

    /// Sends a request whose answer is not waited for.
    int send(String command, ObjectNode arguments) throws IOException {
        ObjectNode message = object().put("seq", ++requests).put("type", "request").put("command", command);
        message.set("arguments", arguments);
        byte[] body = json.writeValueAsBytes(message);
        socket.getOutputStream().write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return requests;
    }

    /// Waits for an event of a kind and gives its body.
    JsonNode event(String kind) throws IOException {
        while (true) {
            for (JsonNode event : events) {
                if (event.path("event").asText().equals(kind)) {
                    events.remove(event);
                    return event.path("body");
                }
            }
            keepEvent(read());
        }
    }

    private void keepEvent(JsonNode message) {
        if (message.path("type").asText().equals("event")) {
            events.add(message);
        }
    }

    private JsonNode read() throws IOException {
        int length = -1;
        for (String line = headerLine(); !line.isEmpty(); line = headerLine()) {
            if (line.startsWith("Content-Length:")) {
                length = Integer.parseInt(line.substring("Content-Length:".length()).strip());
            }
        }
        return json.readTree(in.readNBytes(length));
    }

    private String headerLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the debugger has closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
