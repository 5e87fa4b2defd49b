package io.github.devopsagent.git.internal.ssh;

import io.github.devopsagent.git.internal.message.GitRefusal;
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
 * @param variant which options it takes
 * @param origin where it is configured, for people
 */
public record SshCommand(String text, SshVariant variant, String origin) {

    private static final Pattern PROGRAM =
            Pattern.compile("\\s*(?:[A-Za-z_][A-Za-z0-9_]*=\\S*\\s+)*(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

    static SshCommand of(String text, Optional<String> variant, String origin) {
        return new SshCommand(text, SshVariant.of(variant, program(text)), origin);
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

    /** The same, of which it is known now what it takes. */
    SshCommand with(SshVariant known) {
        return new SshCommand(text, known, origin);
    }

    /**
     * The words with which it is started. Nobody is asked.
     *
     * @throws GitRefusal if it cannot be told what it must know
     */
    List<String> words(URIish url, String remoteCommand, int seconds, boolean newProtocol) throws GitRefusal {
        List<String> options = new ArrayList<>(variant.silence());
        if (variant == SshVariant.SSH) {
            options.addAll(List.of("-o", "ConnectTimeout=" + seconds));
            if (newProtocol) {
                options.addAll(List.of("-o", "SendEnv=GIT_PROTOCOL"));
            }
        }
        if (url.getPort() > 0) {
            if (!variant.takesPort()) {
                throw new GitRefusal("is at port " + url.getPort() + ", which the program from " + origin
                        + " cannot be told, as far as is known. If it takes the options of ssh, say so: git config --global"
                        + " ssh.variant ssh");
            }
            options.addAll(variant.port(url.getPort()));
        }
        options.add(destination(url));
        options.add(remoteCommand);
        return inShell(options);
    }

    /** What it would do with this host, which only OpenSSH tells. */
    List<String> questionAboutHost(URIish url) {
        List<String> options = new ArrayList<>(List.of("-G"));
        if (url.getPort() > 0) {
            options.addAll(SshVariant.SSH.port(url.getPort()));
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
