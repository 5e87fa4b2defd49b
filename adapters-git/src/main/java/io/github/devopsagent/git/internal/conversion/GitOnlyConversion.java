package io.github.devopsagent.git.internal.conversion;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;

/** Finds files that git would write with other bytes than JGit can. */
public final class GitOnlyConversion {

    private static final String INSTEAD =
            " Let a command do it, such as {\"run\": \"git checkout …\"} with a \"rollback\", or take the attribute away.";

    private final Repository repository;
    private final ObjectReader objects;
    private final FileFilters filters;

    public GitOnlyConversion(Repository repository, ObjectReader objects, FileFilters filters) {
        this.repository = repository;
        this.objects = objects;
        this.filters = filters;
    }

    /**
     * Refuses a commit or tree that has such a file.
     *
     * @param paths of those that are written
     */
    public void requireNone(AnyObjectId files, Predicate<String> paths) throws IOException, GitRefusal {
        try (RevWalk commits = new RevWalk(objects);
                TreeWalk walk = new TreeWalk(repository, objects)) {
            walk.addTree(commits.parseTree(files));
            walk.setRecursive(true);
            walk.setOperationType(OperationType.CHECKOUT_OP);
            while (walk.next()) {
                if (isFile(walk) && paths.test(walk.getPathString())) {
                    Optional<String> why = reason(walk);
                    if (why.isPresent()) {
                        throw new GitRefusal(
                                "JGit cannot write '" + PrintableText.of(walk.getPathString(), PrintableText.NAME)
                                        + "' as git does: " + why.get() + INSTEAD);
                    }
                }
            }
        }
    }

    private static boolean isFile(TreeWalk walk) {
        return (walk.getFileMode(0).getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }

    private Optional<String> reason(TreeWalk walk) throws IOException, GitRefusal {
        Attributes attributes = walk.getAttributes();
        boolean convertsToo = FileConversion.of(walk, filters).changesContent();
        Optional<String> encoding = WorkingTreeEncoding.name(attributes).map(GitOnlyConversion::encoding);
        return encoding.isPresent() ? encoding : filter(attributes, convertsToo);
    }

    private static String encoding(String name) {
        return "its attribute " + WorkingTreeEncoding.ATTRIBUTE
                + (name.isEmpty() ? " has no value." : " is " + name + ".");
    }

    private Optional<String> filter(Attributes attributes, boolean convertsToo) throws IOException, GitRefusal {
        Optional<String> name = FileFilters.name(attributes);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean smudge = isSet(attributes, Constants.ATTR_FILTER_TYPE_SMUDGE);
        boolean clean = isSet(attributes, Constants.ATTR_FILTER_TYPE_CLEAN);
        String filter = "its filter '" + PrintableText.of(name.get(), PrintableText.NAME) + "' ";
        if (isSet(attributes, FileFilters.PROCESS) && !(name.get().equals(FileFilters.LFS) && smudge && clean)) {
            return Optional.of(filter + "is configured as filter." + name.get() + ".process.");
        }
        if (!smudge) {
            return filters.isRequired(name.get())
                    ? Optional.of(filter + "is required and has no smudge.")
                    : Optional.empty();
        }
        return convertsToo
                ? Optional.of(filter + "is not the only conversion: line ends or $Id$ are converted, too.")
                : Optional.empty();
    }

    private boolean isSet(Attributes attributes, String kind) throws IOException, GitRefusal {
        return filters.command(attributes, kind, "").isPresent();
    }
}
