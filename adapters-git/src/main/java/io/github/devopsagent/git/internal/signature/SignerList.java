package io.github.devopsagent.git.internal.signature;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.SymbolicLinksInPath;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose keys may sign, as the host says.
 *
 * @param texts in the format of allowed-signers files
 * @param files in the same format, absolute; read when they are needed
 * @param openPgp fingerprints of OpenPGP keys, in lower case
 * @param revoked fingerprints of keys that may no longer sign
 */
public record SignerList(List<String> texts, List<Path> files, Set<String> openPgp, Set<String> revoked) {

    private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9a-f]{40}|[0-9a-f]{64})");
    private static final Pattern SSH_FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    private static final String WITHOUT_KEY =
            "have no key, so that nobody's signature would count; write a line for each: "
                    + SignerLine.example("ssh-ed25519");

    public static final SignerList NONE = new SignerList(List.of(), List.of(), Set.of(), Set.of());

    public SignerList {
        texts = List.copyOf(texts);
        files = List.copyOf(files);
        openPgp = Set.copyOf(openPgp);
        revoked = Set.copyOf(revoked);
    }

    /** Of a text, which is read now. */
    public static SignerList of(String text) {
        if (read(text).isEmpty()) {
            throw new IllegalArgumentException("the allowed signers " + WITHOUT_KEY);
        }
        return new SignerList(List.of(text), List.of(), Set.of(), Set.of());
    }

    public static SignerList at(Path file) {
        return new SignerList(List.of(), List.of(file.toAbsolutePath().normalize()), Set.of(), Set.of());
    }

    public static SignerList ofOpenPgp(List<String> fingerprints) {
        Set<String> plain = new LinkedHashSet<>();
        for (String each : fingerprints) {
            String digits = each.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
            if (!FINGERPRINT.matcher(digits).matches()) {
                throw new IllegalArgumentException(
                        "'" + each + "' is no fingerprint of an OpenPGP key: 40 or 64 hex digits, as gpg"
                                + " --fingerprint --with-subkey-fingerprint shows them");
            }
            plain.add(digits);
        }
        return new SignerList(List.of(), List.of(), plain, Set.of());
    }

    public SignerList and(SignerList other) {
        return new SignerList(
                joined(texts, other.texts),
                joined(files, other.files),
                union(openPgp, other.openPgp),
                union(revoked, other.revoked));
    }

    /** Keys of any form: a fingerprint, or a line with a public key. */
    public SignerList revoking(List<String> keys) {
        Set<String> all = new LinkedHashSet<>(revoked);
        keys.forEach(key -> all.add(revokedFingerprint(key.strip())));
        return new SignerList(texts, files, openPgp, all);
    }

    private static String revokedFingerprint(String key) {
        String digits = key.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (FINGERPRINT.matcher(digits).matches()) {
            return digits;
        }
        if (SSH_FINGERPRINT.matcher(key).matches()) {
            return key;
        }
        String[] words = key.split("\\s+", -1);
        try {
            byte[] bytes = Base64.getDecoder().decode(words.length > 1 ? words[1] : "");
            if (SshWire.typeOf(bytes).equals(words[0])) {
                return SshSignature.fingerprint(bytes);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // It is none of these, which is said below.
        }
        throw new IllegalArgumentException("'" + key + "' is neither a public key of SSH, such as 'ssh-ed25519 AAAA…',"
                + " nor a fingerprint: SHA256:…, or the hex digits of an OpenPGP key");
    }

    public boolean hasSsh() {
        return !texts.isEmpty() || !files.isEmpty();
    }

    /** All lines; a file that cannot be read, or lies where what is judged lies, is refused. */
    List<SignerLine> lines(List<Path> judged) throws IOException, GitRefusal {
        List<SignerLine> lines = new ArrayList<>();
        for (String text : texts) {
            lines.addAll(read(text));
        }
        for (Path file : files) {
            requireOutside(file, judged);
            try {
                lines.addAll(read(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new GitRefusal("The allowed signers in " + file + " cannot be read: " + e.getMessage());
            }
        }
        if (!files.isEmpty() && lines.isEmpty() && openPgp.isEmpty()) {
            throw new GitRefusal("The allowed signers in " + files.get(0) + " " + WITHOUT_KEY);
        }
        return lines;
    }

    /** Who is judged must not say whose signature counts, nor by a link to where it is said. */
    private static void requireOutside(Path file, List<Path> judged) throws IOException, GitRefusal {
        List<Path> passed = new ArrayList<>(SymbolicLinksInPath.to(file));
        passed.add(file.toRealPath());
        passed.add(file);
        for (Path directory : judged) {
            Path real = Files.exists(directory) ? directory.toRealPath() : directory;
            for (Path each : passed) {
                if (each.startsWith(real) || each.startsWith(directory)) {
                    throw new GitRefusal(
                            "The allowed signers " + file
                                    + (each.equals(file) || each.equals(file.toRealPath())
                                            ? " lie in "
                                            : " are reached through " + each + " in ")
                                    + directory
                                    + ", where whoever is judged by them can write them. Put the file elsewhere, such as in /etc.");
                }
            }
        }
    }

    static List<SignerLine> read(String text) {
        List<SignerLine> lines = new ArrayList<>();
        String[] all = text.split("\\R", -1);
        for (int i = 0; i < all.length; i++) {
            try {
                SignerLine.read(all[i], ZoneId.systemDefault()).ifPresent(lines::add);
            } catch (BufferUnderflowException | IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " of the allowed signers: "
                        + (e instanceof BufferUnderflowException ? "the key is cut off" : e.getMessage()));
            }
        }
        return lines;
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
