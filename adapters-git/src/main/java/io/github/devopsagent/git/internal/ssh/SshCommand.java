package io.github.devopsagent.git.internal.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * A program that speaks SSH.
 *
 * @param text a command line for a shell, as git has it, or the program's name
 * @param openssh whether it takes the options of OpenSSH's {@code ssh}
 * @param origin where it is configured, for people
 */
public record SshCommand(String text, boolean openssh, String origin) {

    private static final Pattern PROGRAM = Pattern.compile("\\s*(?:[A-Za-z_][A-Za-z0-9_]*=\\S*\\s+)*(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

    /** As git finds it out, but that nothing is started to ask. */
    static SshCommand of(String text, Optional<String> variant, String origin) {
        String kind = variant.filter(given -> !given.isEmpty() && !given.equals("auto"))
                .orElseGet(() -> program(text).matches("(?i)ssh(\\.exe)?") ? "ssh" : "simple");
        return new SshCommand(text, kind.equals("ssh"), origin);
    }

    /** The name of the program, without its directory. */
    private static String program(String text) {
        Matcher program = PROGRAM.matcher(text);
        if (!program.lookingAt()) {
            return "";
        }
        String path = Optional.ofNullable(program.group(1))
                .or(() -> Optional.ofNullable(program.group(2)))
                .orElseGet(() -> String.valueOf(program.group(3)));
        return path.replaceAll(".*[/\\\\]", "");
    }

    /** The words with which it is started. Nobody is asked, and nothing is forwarded. */
    List<String> words(URIish url, String remoteCommand, int seconds, boolean newProtocol) {
        List<String> options = new ArrayList<>();
        if (openssh) {
            options.addAll(List.of("-o", "BatchMode=yes", "-o", "ConnectTimeout=" + seconds));
            if (newProtocol) {
                options.addAll(List.of("-o", "SendEnv=GIT_PROTOCOL"));
            }
            if (url.getPort() > 0) {
                options.addAll(List.of("-p", String.valueOf(url.getPort())));
            }
        }
        options.add(destination(url));
        options.add(remoteCommand);
        return inShell(options);
    }

    /** What it would do with this host, which only OpenSSH tells. */
    List<String> questionAboutHost(URIish url) {
        List<String> options = new ArrayList<>(List.of("-G"));
        if (url.getPort() > 0) {
            options.addAll(List.of("-p", String.valueOf(url.getPort())));
        }
        options.add(destination(url));
        return inShell(options);
    }

    private static String destination(URIish url) {
        return (url.getUser() == null ? "" : url.getUser() + "@") + url.getHost();
    }

    private List<String> inShell(List<String> options) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", text + " \"$@\"", "ssh"));
        words.addAll(options);
        return words;
    }
}
