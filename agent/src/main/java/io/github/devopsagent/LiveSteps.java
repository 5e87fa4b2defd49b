package io.github.devopsagent;

import io.github.devopsagent.pipeline.ExecutionContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What still runs of a run that is given up, as far as Linux' /proc shows it to this user. It is told, and left alone. */
final class LiveSteps {

    private final Path proc;

    LiveSteps(Path proc) {
        this.proc = proc;
    }

    /** A sentence for people; empty if nothing is seen. */
    Optional<String> note(Path consensus, String run) {
        String numbers = processes()
                .filter(process -> isOf(process, consensus, run))
                .map(process -> process.getFileName().toString())
                .collect(Collectors.joining(", "));
        return numbers.isEmpty()
                ? Optional.empty()
                : Optional.of("on this machine there still run processes that " + run + " started: " + numbers
                        + "; they were left alone, and a daemon among them may be meant to run");
    }

    private Stream<Path> processes() {
        try (Stream<Path> all = Files.list(proc)) {
            return all.filter(each -> each.getFileName().toString().matches("\\d+")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean isOf(Path process, Path consensus, String run) {
        try {
            // The environment is in no known encoding, so bytes are compared.
            String environment = "\0" + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return environment.contains(asBytes("\0" + ExecutionContext.CONSENSUS + "=" + consensus + "\0"))
                    && environment.contains("\0DEVOPS_DEPLOYMENT_ID=" + run + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    private static String asBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
