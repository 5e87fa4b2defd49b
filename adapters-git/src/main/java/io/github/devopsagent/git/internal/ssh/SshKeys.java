package io.github.devopsagent.git.internal.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.transport.URIish;

/** Which keys there were to offer to a host that accepted none. */
final class SshKeys {

    private static final String PASSPHRASE = "has a passphrase, which nobody can enter here";
    private static final String HEADER = "-----BEGIN OPENSSH PRIVATE KEY-----";

    private final SshCommand command;
    private final Map<String, String> environment;
    private final Path directory;
    private final URIish uri;

    SshKeys(SshCommand command, Map<String, String> environment, Path directory, URIish uri) {
        this.command = command;
        this.environment = environment;
        this.directory = directory;
        this.uri = uri;
    }

    /** @param methods those by which the host lets in */
    String whyNone(String methods) {
        String wanted = methods.isEmpty() ? "" : " (it takes: " + methods + ")";
        if (command.variant() != SshVariant.SSH) {
            return "let nobody in" + wanted + ". Look at the keys that " + command.origin() + " offers";
        }
        Map<String, String> keys = keys();
        boolean locked = keys.containsValue(PASSPHRASE);
        return "accepted no key of " + user() + wanted + ". "
                + (keys.isEmpty() ? "No key file is there to offer" : "Of the key files, " + listed(keys)) + "; "
                + agent() + ". "
                + (locked
                        ? "Put the key into an agent (ssh-add) whose SSH_AUTH_SOCK this process has, or use one without a"
                                + " passphrase"
                        : "Add the public key of one of them at the remote, or name another with IdentityFile in"
                                + " ~/.ssh/config");
    }

    private String user() {
        return uri.getUser() == null ? "this user" : "'" + uri.getUser() + "'";
    }

    private static String listed(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(key -> key.getKey() + " " + key.getValue())
                .collect(Collectors.joining(", "));
    }

    private String agent() {
        String socket = environment.getOrDefault("SSH_AUTH_SOCK", "");
        if (socket.isEmpty()) {
            return "there is no agent, since SSH_AUTH_SOCK is not set";
        }
        if (!Files.exists(Path.of(socket))) {
            return "there is no agent at SSH_AUTH_SOCK, " + socket;
        }
        Optional<ProgramAnswer> answer = ProgramAnswer.to(List.of("ssh-add", "-l"), environment, directory);
        return switch (answer.map(ProgramAnswer::code).orElse(-1)) {
            case 0 ->
                "the agent has " + answer.orElseThrow().text().lines().count() + " key(s), which were not accepted";
            case 1 -> "the agent has no key";
            case 2 -> "the agent at SSH_AUTH_SOCK, " + socket + ", does not answer";
            default -> "what the agent has is not known";
        };
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        for (Path file : files()) {
            if (Files.exists(file)) {
                keys.put(file.toString(), state(file));
            }
        }
        return keys;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        ProgramAnswer.to(command.questionAboutHost(uri), environment, directory)
                .ifPresent(answer -> answer.text().lines().forEach(line -> {
                    String[] words = line.strip().split(" ", 2);
                    if (words.length == 2 && words[0].toLowerCase(Locale.ROOT).equals("identityfile")) {
                        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
                        files.add(
                                directory.resolve(words[1].startsWith("~/") ? home + words[1].substring(1) : words[1]));
                    }
                }));
        return files;
    }

    private static String state(Path file) {
        try {
            return isLocked(Files.readString(file, ISO_8859_1)) ? PASSPHRASE : "was not accepted";
        } catch (IOException e) {
            return "cannot be read";
        }
    }

    private static boolean isLocked(String key) {
        if (key.contains("ENCRYPTED")) {
            return true;
        }
        int start = key.indexOf(HEADER);
        int end = key.indexOf("-----END", start + 1);
        if (start < 0 || end < 0) {
            return false;
        }
        try {
            byte[] content = Base64.getMimeDecoder().decode(key.substring(start + HEADER.length(), end));
            // After the magic word and its zero: the cipher's name with its length before it.
            return content.length > 23 && !new String(content, 19, 4, ISO_8859_1).equals("none");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
