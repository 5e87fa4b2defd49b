package io.github.devopsagent.git.internal.tested;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.repository.TestRepository;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** Objects whose ids begin alike. */
final class AmbiguousAbbreviation {

    private AmbiguousAbbreviation() {}

    /** The ids of two commits, and of no third one, with the same first four digits; always the same two. */
    static String[] in(TestRepository repo) {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            stream.append("commit refs/heads/number").append(i);
            stream.append("\ncommitter Ann <ann@example.org> 1700000000 +0000\ndata <<END\nnumber ");
            stream.append(i).append("\nEND\nM 644 inline file\ndata 1\nx\n\n");
        }
        importInto(repo, stream.toString());
        Map<String, String> seen = new HashMap<>();
        for (String id : repo.git("for-each-ref", "--format=%(objectname)", "refs/heads/number*")
                .lines()
                .toList()) {
            String other = seen.putIfAbsent(id.substring(0, 4), id);
            if (other != null) {
                return new String[] {other, id};
            }
        }
        throw new AssertionError("all ids begin differently");
    }

    static void importInto(TestRepository repo, String stream) {
        repo.write("stream", stream);
        TestRepository.paste(repo.path(), "git fast-import --quiet < stream");
        repo.delete("stream");
    }

    /** Writes a blob. */
    static void fileThatBeginsWith(TestRepository repo, String digits) {
        try (ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
            for (int i = 0; ; i++) {
                ObjectId id = hash.idFor(Constants.OBJ_BLOB, Integer.toString(i).getBytes(UTF_8));
                if (id.name().startsWith(digits)) {
                    repo.write("blob", Integer.toString(i)).git("hash-object", "-w", "blob");
                    repo.delete("blob");
                    return;
                }
            }
        }
    }
}
