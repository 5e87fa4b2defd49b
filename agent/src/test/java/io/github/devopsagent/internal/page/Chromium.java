package io.github.devopsagent.internal.page;

import io.github.devopsagent.internal.json.TrustedJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A headless Chromium of this machine, which opens pages from files; by the DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final long LIMIT_MINUTES = 3;

    private final Process process;
    private final InputStream answers;
    private final List<JsonNode> events = new ArrayList<>();
    private final String session;
    private int lastId;

    private Chromium(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedInputStream(process.getInputStream());
        String target = ask("Target.createTarget", "{\"url\":\"about:blank\"}", "")
                .path("targetId")
                .stringValue();
        session = ask("Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}", "")
                .path("sessionId")
                .stringValue();
        for (String domain : List.of("Page", "Network", "Log", "Runtime", "Audits")) {
            ask(domain + ".enable", "{}");
        }
    }

    /** The browser of this machine; empty if there is none. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a profile of its own. It reads commands from descriptor 3, and answers to 4. */
    static Chromium start(Path program, Path profile) throws IOException {
        return new Chromium(new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null",
                        "sh",
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--remote-debugging-pipe",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Opens a file at a width, in a colour scheme, and waits until it is laid out. */
    void open(Path file, int width, String colours) throws IOException {
        events.clear();
        ask(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":900,\"deviceScaleFactor\":1,\"mobile\":" + (width < 700) + "}");
        ask(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + colours + "\"}]}");
        ask("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
        while (events.stream().noneMatch(event -> method(event).equals("Page.loadEventFired"))) {
            events.add(next());
        }
        evaluate("document.fonts.ready.then(() => 1)");
    }

    /** What the browser says of the page: errors of the console, of the policy, and exceptions. */
    List<String> complaints() {
        return events.stream()
                .filter(event -> List.of(
                                "Log.entryAdded",
                                "Runtime.consoleAPICalled",
                                "Runtime.exceptionThrown",
                                "Audits.issueAdded")
                        .contains(method(event)))
                .map(event -> new String(TrustedJson.compact(event), StandardCharsets.UTF_8))
                .toList();
    }

    /** What was asked for. */
    List<String> requests() {
        return events.stream()
                .filter(event -> method(event).equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").stringValue())
                .toList();
    }

    /** The value of an expression, as text. */
    String evaluate(String expression) throws IOException {
        String quoted = new String(
                TrustedJson.compact(TrustedJson.object()
                        .put("expression", "String(" + expression + ")")
                        .put("returnByValue", true)),
                StandardCharsets.UTF_8);
        return ask("Runtime.evaluate", quoted).path("result").path("value").asString("");
    }

    /** A picture of the whole page. */
    byte[] screenshot() throws IOException {
        return Base64.getDecoder()
                .decode(ask("Page.captureScreenshot", "{\"format\":\"png\",\"captureBeyondViewport\":true}")
                        .path("data")
                        .stringValue());
    }

    private JsonNode ask(String method, String params) throws IOException {
        return ask(method, params, ",\"sessionId\":\"" + session + "\"");
    }

    private JsonNode ask(String method, String params, String more) throws IOException {
        int id = ++lastId;
        String message = "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + more + "}\0";
        process.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        while (true) {
            JsonNode answer = next();
            if (answer.path("id").asInt(0) == id) {
                if (answer.has("error")) {
                    throw new IllegalStateException(
                            method + ": " + answer.path("error").path("message").asString(""));
                }
                return answer.path("result");
            }
            events.add(answer);
        }
    }

    private JsonNode next() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int each = answers.read(); each != 0; each = answers.read()) {
            if (each < 0) {
                throw new EOFException("the browser has ended");
            }
            message.write(each);
        }
        return TrustedJson.read(message.toByteArray());
    }

    private static String method(JsonNode event) {
        return event.path("method").asString("");
    }

    @Override
    public void close() throws IOException {
        // It ends when nobody can tell it anything any more.
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        process.getInputStream().close();
    }
}
