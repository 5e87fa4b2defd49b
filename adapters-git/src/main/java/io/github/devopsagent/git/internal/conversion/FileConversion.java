package io.github.devopsagent.git.internal.conversion;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a file's content on its way to the work tree: first the keyword, then line ends, then the filter.
 *
 * @param eol how lines end
 * @param ident whether {@code $Id$} is filled in
 * @param smudge the filter's command; empty if there is none
 */
public record FileConversion(EolStreamType eol, boolean ident, Optional<String> smudge) {

    /** The content is written as it is. */
    public static final FileConversion NONE = new FileConversion(EolStreamType.DIRECT, false, Optional.empty());

    private static final String IDENT = "ident";

    /** Of the file that the walk is at, which is one of {@link OperationType#CHECKOUT_OP}; refused if the filter is the repository's own. */
    public static FileConversion of(TreeWalk walk, FileFilters filters) throws IOException, GitRefusal {
        return of(walk, filters, walk.getEolStreamType(OperationType.CHECKOUT_OP));
    }

    /** The same by these options, whatever those of the repository are. */
    public static FileConversion of(TreeWalk walk, FileFilters filters, WorkingTreeOptions options)
            throws IOException, GitRefusal {
        return of(
                walk,
                filters,
                EolStreamTypeUtil.detectStreamType(OperationType.CHECKOUT_OP, options, walk.getAttributes()));
    }

    /** Those that some settings make. */
    public static WorkingTreeOptions options(SettingList settings) throws IOException {
        Config config = new Config();
        try {
            config.fromText(settings.text());
        } catch (ConfigInvalidException e) {
            throw new IOException(e);
        }
        return config.get(WorkingTreeOptions.KEY);
    }

    private static FileConversion of(TreeWalk walk, FileFilters filters, @Nullable EolStreamType eol)
            throws IOException, GitRefusal {
        filters.requireHonoured(walk.getAttributes(), walk.getPathString());
        return new FileConversion(
                Optional.ofNullable(eol).orElse(EolStreamType.DIRECT),
                walk.getAttributes().getState(IDENT) == Attribute.State.SET,
                filters.command(walk.getAttributes(), Constants.ATTR_FILTER_TYPE_SMUDGE, walk.getPathString()));
    }

    /** Whether the filter is one of which only a process is configured that stays. */
    public static boolean isByProcess(TreeWalk walk, FileFilters filters) throws IOException, GitRefusal {
        Attributes attributes = walk.getAttributes();
        boolean isKnown = FileFilters.name(attributes).equals(Optional.of(FileFilters.LFS))
                && filters.command(attributes, Constants.ATTR_FILTER_TYPE_SMUDGE, "")
                        .isPresent();
        return !isKnown && filters.command(attributes, FileFilters.PROCESS, "").isPresent();
    }

    /** Whether the file is one that Git LFS keeps, be its filter configured or not. */
    public static boolean isForLfs(TreeWalk walk) {
        return FileFilters.name(walk.getAttributes()).equals(Optional.of(FileFilters.LFS));
    }

    /** Whether the filter is that of Git LFS. */
    public boolean isOfLfs(TreeWalk walk) {
        return isForLfs(walk)
                && smudge.filter(command -> command.matches("(?s)\\S*git[- ]lfs smudge( .*)?"))
                        .isPresent();
    }

    /** Whether the content may be another one before the filter has it. */
    public boolean changesContent() {
        return ident || eol == EolStreamType.TEXT_CRLF || eol == EolStreamType.AUTO_CRLF;
    }

    /** The content before the filter has it. */
    public byte[] apply(AnyObjectId id, byte[] content) {
        byte[] expanded = ident ? IdentKeyword.expand(content, id) : content;
        return switch (eol) {
            case TEXT_CRLF -> new LineEnds(expanded).toCrLf();
            case AUTO_CRLF -> {
                LineEnds ends = new LineEnds(expanded);
                yield ends.areConvertedOfItself() ? ends.toCrLf() : expanded;
            }
            // As git does, which takes no CR away on this way.
            default -> expanded;
        };
    }
}
