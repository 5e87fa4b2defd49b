package io.github.devopsagent.git.internal.ssh;

import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.ShellWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/** Why a program that speaks SSH did not reach a remote, from what it printed. */
final class SshReason {

    private static final Pattern OFFENDING = Pattern.compile("Offending (\\S+) key in (\\S+):(\\d+)");
    private static final Pattern DENIED = Pattern.compile("Permission denied \\(([^)]*)\\)");
    private static final Pattern TOO_OPEN =
            Pattern.compile("Permissions \\d+ for ['\"]?([^'\"\\n]+?)['\"]? are too open");
    private static final Pattern NOT_FOUND = Pattern.compile("(?i)not found|no such file|cannot find");
    private static final int SHOWN = 300;

    private final SshCommand command;
    private final Map<String, String> environment;
    private final Path directory;
    private final URIish uri;

    SshReason(SshCommand command, Map<String, String> environment, Path directory, URIish uri) {
        this.command = command;
        this.environment = environment;
        this.directory = directory;
        this.uri = uri;
    }

    /** Goes on from "The remote '…' ". */
    String of(SshProcess process) {
        String said = process.said();
        if (said.contains("IDENTIFICATION HAS CHANGED")) {
            return changedHostKey(said);
        }
        if (said.contains("Host key verification failed")) {
            return unknownHostKey(said);
        }
        Matcher open = TOO_OPEN.matcher(said);
        if (open.find()) {
            return "was not shown the key " + open.group(1) + ", since others can read that file. Run: chmod 600 "
                    + ShellWord.quoted(open.group(1));
        }
        Matcher denied = DENIED.matcher(said);
        if (denied.find() || said.contains("Too many authentication failures")) {
            return new SshKeys(command, environment, directory, uri)
                    .whyNone(denied.reset().find() ? PrintableText.of(denied.group(1), PrintableText.NAME) : "");
        }
        return unreached(process, said);
    }

    private String changedHostKey(String said) {
        Matcher key = OFFENDING.matcher(said);
        String known = key.find() ? " (" + key.group(1) + ", line " + key.group(3) + " of " + key.group(2) + ")" : "";
        return "has another host key than the one that is known here" + known
                + ". Either it was set up anew, or somebody"
                + " is in between, and nothing was sent. If its administrators confirm the new key, run: ssh-keygen -R "
                + ShellWord.quoted(knownAs()) + " and add the new one";
    }

    private String unknownHostKey(String said) {
        boolean revoked = said.contains("REVOKED");
        return revoked
                ? "has a host key that is marked as revoked here. Ask its administrators"
                : "has a host key that is not known here, and nothing was sent. Compare its fingerprint with what its"
                        + " administrators say, and add it to known_hosts: ssh-keyscan "
                        + (uri.getPort() > 0 ? "-p " + uri.getPort() + " " : "") + ShellWord.quoted(uri.getHost());
    }

    /** As known_hosts names it. */
    private String knownAs() {
        return uri.getPort() > 0 && uri.getPort() != 22 ? "[" + uri.getHost() + "]:" + uri.getPort() : uri.getHost();
    }

    private String unreached(SshProcess process, String said) {
        if (said.contains("Could not resolve hostname")) {
            return "is at a host that is not known here. Correct its URL, or look after the network; ssh says: "
                    + last(said);
        }
        if (said.contains("Connection refused") || said.contains("No route to host")) {
            return "could not be connected to. Look whether it runs, and after the network; ssh says: " + last(said);
        }
        if (said.contains("timed out") || said.contains("Timeout")) {
            return "did not answer in time; ssh says: " + last(said);
        }
        if (process.exitValue() != 255 && NOT_FOUND.matcher(said).find() && !said.contains("-pack")) {
            return "is reached by SSH with a program that cannot be started, from " + command.origin() + ": "
                    + last(said);
        }
        return "could not be talked to; ssh (" + command.origin() + ") says: " + last(said);
    }

    private static String last(String said) {
        List<String> lines =
                said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        Optional<String> last =
                lines.stream().skip(Math.max(0, lines.size() - 2)).reduce((one, next) -> one + " " + next);
        return PrintableText.of(last.orElse("nothing"), SHOWN);
    }
}
