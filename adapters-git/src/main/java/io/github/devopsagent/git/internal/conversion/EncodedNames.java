package io.github.devopsagent.git.internal.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.RawParseUtils;

/** Names of files, which are bytes in a repository, and in Java text that is encoded as the locale of the process says. */
public final class EncodedNames {

    private static final String LOCALE = "sun.jnu.encoding";

    private final Charset charset;

    EncodedNames(Charset charset) {
        this.charset = charset;
    }

    /** Those of this process; empty if there are no bytes, as where names are UTF-16. */
    static Optional<EncodedNames> ofProcess() {
        String name = System.getProperty(LOCALE, "");
        return File.separatorChar == '/' && !name.isEmpty() && Charset.isSupported(name)
                ? Optional.of(new EncodedNames(Charset.forName(name)))
                : Optional.empty();
    }

    /** Refuses an index with a name that this process would read and write as another one. */
    public static void requireSame(DirCache index, Predicate<String> wanted) throws GitRefusal {
        EncodedNames names = ofProcess().orElse(new EncodedNames(UTF_8));
        for (int i = 0; i < index.getEntryCount(); i++) {
            names.require(index.getEntry(i).getRawPath(), wanted);
        }
    }

    /** The same of a commit or tree. */
    public static void requireSame(ObjectReader objects, AnyObjectId files, Predicate<String> wanted)
            throws IOException, GitRefusal {
        EncodedNames names = ofProcess().orElse(new EncodedNames(UTF_8));
        try (RevWalk commits = new RevWalk(objects);
                TreeWalk walk = new TreeWalk(objects)) {
            walk.addTree(commits.parseTree(files));
            walk.setRecursive(true);
            while (walk.next()) {
                names.require(walk.getRawPath(), wanted);
            }
        }
    }

    void require(byte[] raw, Predicate<String> wanted) throws GitRefusal {
        if (isAscii(raw)) {
            return;
        }
        String name = RawParseUtils.decode(UTF_8, raw);
        if (!Arrays.equals(name.getBytes(charset), raw) && wanted.test(name)) {
            String shown = "'" + PrintableText.of(name, PrintableText.NAME) + "'";
            throw new GitRefusal(
                    Arrays.equals(name.getBytes(UTF_8), raw)
                            ? "This process cannot name the file " + shown + ": its locale has file names in "
                                    + charset.name()
                                    + ", and the repository has them in UTF-8. Start it with LC_ALL=C.UTF-8"
                                    + " in its environment, or another locale of UTF-8 that `locale -a` lists."
                            : "The name of the file " + shown
                                    + " is not UTF-8, so JGit would write it with another one."
                                    + " Rename it with: git mv");
        }
    }

    private static boolean isAscii(byte[] raw) {
        for (byte each : raw) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }
}
