package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.conversion.EncodedNames;
import io.github.devopsagent.git.internal.conversion.FileFilters;
import io.github.devopsagent.git.internal.conversion.FilesAsWritten;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.process.SendingGuard;
import io.github.devopsagent.git.internal.process.StepFileSystem;
import io.github.devopsagent.git.internal.setting.GitSettings;
import io.github.devopsagent.git.internal.setting.QuietSystemReader;
import io.github.devopsagent.git.internal.setting.RepositoryConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** An open repository that JGit can work with, together with what is ignored in its work tree. */
public final class OpenWorkTree implements AutoCloseable {

    private final Repository opened;
    private final Repository repository;
    private final Path root;
    private final IgnoredDirectories ignored;
    private final boolean repositoryTrusted;
    private final FileFilters filters;
    private Optional<GitSettings> settings = Optional.empty();

    private OpenWorkTree(
            BaseRepositoryBuilder<?, ?> builder,
            Repository opened,
            Path root,
            IgnoredDirectories ignored,
            boolean repositoryTrusted) {
        this.opened = opened;
        this.repository = new ProvenRepository(builder, opened);
        this.root = root;
        this.ignored = ignored;
        this.repositoryTrusted = repositoryTrusted;
        this.filters = new FileFilters(this::settings);
    }

    public static OpenWorkTree open(WorkTreeLocation location) throws IOException, GitRefusal {
        return open(location, StepFileSystem.ofNoStep());
    }

    /** Runs hooks as this file system does. */
    static OpenWorkTree open(WorkTreeLocation location, FS machine) throws IOException, GitRefusal {
        QuietSystemReader.install();
        Path root = location.root();
        requireGitDirectory(root);
        IgnoredDirectories ignored = IgnoredDirectories.of(location);
        FileRepositoryBuilder builder = builder(location, machine);
        OpenWorkTree tree =
                new OpenWorkTree(builder, RepositoryConfig.open(builder), root, ignored, location.repositoryTrusted());
        try {
            tree.requireWhatJGitCanRead();
            Path common = tree.repository.getCommonDirectory().toPath();
            PlainFile.require(common.resolve(Constants.INFO_ATTRIBUTES));
            PlainFile.require(common.resolve(Constants.INFO_EXCLUDE));
            tree.settleConfiguration();
            return tree;
        } catch (IOException | RuntimeException | GitRefusal e) {
            tree.close();
            throw e;
        }
    }

    /** Owner and format are looked at before JGit reads the repository, which it would do in any case. */
    private static FileRepositoryBuilder builder(WorkTreeLocation location, FS machine) throws IOException, GitRefusal {
        FileRepositoryBuilder builder = new FileRepositoryBuilder()
                .setFS(machine)
                .setWorkTree(location.root().toFile())
                .setMustExist(true)
                .setup();
        File directory = builder.getGitDir();
        if (!location.otherOwnerAllowed()) {
            SystemReader system = SystemReader.getInstance();
            new RepositoryOwnership(ProcessOwner.ofProcess(system), system)
                    .require(location.root(), directory.toPath());
        }
        RepositoryFormat.requireReadable(
                location.root(), Optional.ofNullable(builder.getGitCommonDir()).orElse(directory));
        return builder;
    }

    private static void requireGitDirectory(Path root) throws GitRefusal {
        File directory = root.toFile();
        if (new File(directory, Constants.DOT_GIT).exists()) {
            return;
        }
        if (FileKey.isGitRepository(directory, FS.DETECTED)) {
            throw bare(root);
        }
        File above = new FileRepositoryBuilder().findGitDir(directory).getGitDir();
        throw new GitRefusal("Not a git repository: " + root + " has no .git. "
                + (above == null
                        ? "Name the root of a work tree, or run: git init"
                        : "Name the work tree that it is in: " + above.getParent()));
    }

    private void requireWhatJGitCanRead() throws IOException, GitRefusal {
        if (repository.isBare()) {
            throw bare(root);
        }
        DirCache index = ReadableIndex.of(repository);
        requireNothingHidden(index);
        EncodedNames.requireSame(index, path -> !ignored.contain(path));
    }

    /** Git does not look at such files, so what is in them could neither be noticed nor brought back. */
    private void requireNothingHidden(DirCache index) throws GitRefusal {
        List<String> hidden = IntStream.range(0, index.getEntryCount())
                .mapToObj(index::getEntry)
                .filter(entry -> entry.isSkipWorkTree() || entry.isAssumeValid())
                .map(DirCacheEntry::getPathString)
                .filter(path -> !ignored.contain(path))
                .toList();
        if (!hidden.isEmpty()) {
            throw new GitRefusal("The index of " + root + " hides changes in files marked as skip-worktree, as a sparse"
                    + " checkout does, or as assume-unchanged: " + FirstPaths.of(hidden)
                    + ". Run: git sparse-checkout disable, or: git update-index --no-skip-worktree"
                    + " --no-assume-unchanged <file>");
        }
    }

    private static GitRefusal bare(Path root) {
        return new GitRefusal("The repository " + root + " is bare, so there is no work tree to set back."
                + " Name a clone of it, or a work tree made with: git worktree add");
    }

    /**
     * In this process's copy of the configuration only. A rollback point that a power failure can take is none; and a commit
     * graph, which anybody can write, would say what commits are.
     */
    private void settleConfiguration() {
        StoredConfig config = repository.getConfig();
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncObjectFiles", true);
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncRefFiles", true);
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_COMMIT_GRAPH, false);
    }

    /** The submodules in the index. Nothing here looks into them. */
    public List<String> submodules() throws IOException, GitRefusal {
        DirCache index = ReadableIndex.of(repository);
        return IntStream.range(0, index.getEntryCount())
                .mapToObj(index::getEntry)
                .filter(entry -> FileMode.GITLINK.equals(entry.getRawMode()))
                .map(DirCacheEntry::getPathString)
                .filter(path -> !ignored.contain(path))
                .toList();
    }

    /** What a result says about submodules; empty if there are none. */
    public String leftAlone() throws IOException, GitRefusal {
        List<String> submodules = submodules();
        return submodules.isEmpty()
                ? ""
                : "; left alone: the submodules " + FirstPaths.of(submodules) + movedSubmodules();
    }

    private String movedSubmodules() throws IOException, GitRefusal {
        Optional<Head> head = head();
        if (head.isEmpty()) {
            return "";
        }
        NavigableSet<String> moved = differencesFrom(head.get().commit());
        moved.removeAll(fileDifferencesFrom(head.get().commit()));
        return moved.isEmpty() ? "" : ". " + adviceFor(moved);
    }

    /** What is done about submodules that are at other commits than the index has. */
    public String adviceFor(Collection<String> submodules) {
        return "These submodules are not at the commits that " + root + " has of them: " + FirstPaths.of(submodules)
                + ". Run: git -C " + ShellWord.quoted(root.toString()) + " submodule update --init --recursive";
    }

    public Repository repository() {
        return repository;
    }

    /**
     * Whether it is, or is linked to, a work tree of this repository. One whose git directory cannot be found may be.
     *
     * @param workTree the root of a work tree
     */
    public boolean sharesRepositoryWith(Path workTree) throws IOException {
        if (workTree.equals(root.toRealPath())) {
            return true;
        }
        FileRepositoryBuilder other = new FileRepositoryBuilder();
        try {
            other.setWorkTree(workTree.toFile()).setup();
        } catch (IOException | IllegalArgumentException e) {
            return true;
        }
        File common = Optional.ofNullable(other.getGitCommonDir()).orElse(other.getGitDir());
        return !common.exists()
                || common.toPath()
                        .toRealPath()
                        .equals(repository.getCommonDirectory().toPath().toRealPath());
    }

    /** A reader of its objects, which is the caller's to close. */
    public ProvenObjects objects() {
        return new ProvenObjects(opened.newObjectReader());
    }

    /** The repository as JGit has it, which sends and receives packs as they are. */
    public Repository transported() {
        return opened;
    }

    /** That of the repository's hooks. */
    public Map<String, String> environment() {
        return StepFileSystem.environment(repository.getFS());
    }

    /**
     * Has it done after the hook pre-push and before anything is sent to a remote; at once where hooks are not run by
     * {@link StepFileSystem}.
     */
    public void beforeSending(SendingGuard guard) throws IOException, GitRefusal {
        if (repository.getFS() instanceof StepFileSystem machine) {
            machine.beforeSending(guard);
        } else {
            guard.beforeSending();
        }
    }

    public Path root() {
        return root;
    }

    public IgnoredDirectories ignored() {
        return ignored;
    }

    /** Those that decide how files are read and compared: no step's environment among them, since a preview compares as well. */
    public GitSettings settings() throws IOException, GitRefusal {
        if (settings.isEmpty()) {
            settings = Optional.of(GitSettings.of(repository, System.getenv(), repositoryTrusted));
        }
        return settings.get();
    }

    /** Whether the host lets the repository's own settings count. */
    public boolean isRepositoryTrusted() {
        return repositoryTrusted;
    }

    /** Those that its files go through. */
    public FileFilters filters() {
        return filters;
    }

    public Optional<Head> head() throws IOException {
        return Head.of(repository);
    }

    /** The paths, outside of what is ignored, in which index or work tree differ from the commit; not the untracked. */
    public NavigableSet<String> differencesFrom(ObjectId commit) throws IOException, GitRefusal {
        // A submodule counts with the commit that it is at. What is changed inside is its own affair.
        return differencesFrom(commit, IgnoreSubmoduleMode.DIRTY);
    }

    /** The same, wherever submodules are. */
    public NavigableSet<String> fileDifferencesFrom(ObjectId commit) throws IOException, GitRefusal {
        return differencesFrom(commit, IgnoreSubmoduleMode.ALL);
    }

    private NavigableSet<String> differencesFrom(ObjectId commit, IgnoreSubmoduleMode submodules)
            throws IOException, GitRefusal {
        IndexDiff diff = new IndexDiff(repository, commit, new ComparedFiles(repository, filters));
        diff.setIgnoreSubmoduleMode(submodules);
        diff.diff();
        Set<String> modified = new TreeSet<>(diff.getModified());
        modified.removeIf(ignored::contain);
        modified.removeAll(new FilesAsWritten(repository, root, filters).among(modified, repository.readDirCache()));
        NavigableSet<String> paths = new TreeSet<>();
        Stream.of(
                        diff.getAdded(),
                        diff.getChanged(),
                        diff.getRemoved(),
                        diff.getMissing(),
                        modified,
                        diff.getConflicting())
                .flatMap(Set::stream)
                .filter(path -> !ignored.contain(path))
                .forEach(paths::add);
        removeUnpopulatedSubmodules(paths, commit);
        return paths;
    }

    /** JGit counts them as changed, git does not: an empty directory is all that a clone has of a submodule. */
    private void removeUnpopulatedSubmodules(NavigableSet<String> paths, ObjectId commit) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        DirCache index = repository.readDirCache();
        try (RevWalk walk = new RevWalk(repository)) {
            RevTree committed = walk.parseTree(commit);
            for (String path : List.copyOf(paths)) {
                DirCacheEntry entry = index.getEntry(path);
                if (entry != null
                        && entry.getFileMode() == FileMode.GITLINK
                        && isUnpopulated(root.resolve(path))
                        && isCommitted(entry, committed)) {
                    paths.remove(path);
                }
            }
        }
    }

    private boolean isCommitted(DirCacheEntry entry, RevTree tree) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(repository, entry.getPathString(), tree)) {
            return found != null && found.getObjectId(0).equals(entry.getObjectId());
        }
    }

    /** Files without a {@code .git} are of no commit at all. */
    public static boolean isUnpopulated(Path submodule) throws IOException {
        if (!Files.isDirectory(submodule, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> children = Files.list(submodule)) {
            return children.findAny().isEmpty();
        }
    }

    /** What filters have printed since, and JGit has kept. */
    public void discardFilterOutputs() {
        StepFileSystem.discardOutputs(repository.getFS());
    }

    @Override
    public void close() {
        discardFilterOutputs();
        repository.close();
    }
}
