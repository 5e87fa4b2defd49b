package io.github.devopsagent.git.internal.setting;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.StringUtils;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * JGit's view of the system without its side effects: writes no file in the user's home or beside the user's files, starts
 * no process.
 */
public final class QuietSystemReader extends SystemReader.Delegate implements LocatesAsGit {

    private static final File SYSTEM_CONFIG_ON_LINUX = new File("/etc/gitconfig");

    private static final File NO_FILE = new File("/dev/null");

    /** Whom a repository that is opened on this thread has as its user. */
    private static final ThreadLocal<Optional<StoredConfig>> OF_REPOSITORY = ThreadLocal.withInitial(Optional::empty);

    private QuietSystemReader(SystemReader delegate) {
        super(delegate);
    }

    /** Takes the place of JGit's default reader. One that the host has set is the host's decision, and stays. */
    public static synchronized void install() {
        SystemReader current = SystemReader.getInstance();
        if (current.getClass().getEnclosingClass() == SystemReader.class) {
            SystemReader.setInstance(new QuietSystemReader(current));
        }
    }

    /** JGit looks for GnuPG's keys in Java's {@code user.home}, GnuPG and git in {@code HOME}. */
    @Override
    public @Nullable String getenv(String variable) {
        String value = super.getenv(variable);
        String home = super.getenv("HOME");
        boolean isUnset = StringUtils.isEmptyOrNull(value) && !StringUtils.isEmptyOrNull(home);
        return isUnset && variable.equals("GNUPGHOME") ? home + "/.gnupg" : value;
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new ReadOnlyConfig(parent, super.openJGitConfig(parent, fs).getFile(), fs);
    }

    /**
     * Opens a repository with a user's configuration of its own. With a reader that the host has set, it is the one of that
     * reader.
     */
    static Repository build(FileRepositoryBuilder builder, StoredConfig user) throws IOException {
        if (!(SystemReader.getInstance() instanceof QuietSystemReader)) {
            return builder.build();
        }
        OF_REPOSITORY.set(Optional.of(user));
        try {
            return builder.build();
        } finally {
            OF_REPOSITORY.remove();
        }
    }

    @Override
    public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
        Optional<StoredConfig> opened = OF_REPOSITORY.get();
        return opened.isPresent() ? opened.get() : super.getUserConfig();
    }

    /** JGit knows neither {@code HOME} nor the variables with which git is shown other configuration files. */
    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        Config base = parent;
        List<Path> files = UserFiles.of(this::getenv).configurations();
        for (Path file : files.subList(0, Math.max(0, files.size() - 1))) {
            base = new FileBasedConfig(base, file.toFile(), fs);
        }
        File last = files.isEmpty() ? NO_FILE : files.get(files.size() - 1).toFile();
        return new UserConfig(base, last, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return systemFile(this::getenv)
                .map(file -> new FileBasedConfig(parent, file, fs))
                .orElseGet(() -> super.openSystemConfig(parent, fs));
    }

    /** Empty if JGit has to find out. */
    private Optional<File> systemFile(UnaryOperator<@Nullable String> environment) {
        if (!StringUtils.isEmptyOrNull(environment.apply(Constants.GIT_CONFIG_NOSYSTEM_KEY))) {
            return Optional.of(NO_FILE);
        }
        return Optional.ofNullable(environment.apply("GIT_CONFIG_SYSTEM"))
                .filter(name -> !name.isEmpty())
                .map(File::new)
                .or(() -> isLinux() ? Optional.of(SYSTEM_CONFIG_ON_LINUX) : Optional.empty());
    }

    @Override
    public List<Path> files(Map<String, String> environment) {
        List<Path> files = new ArrayList<>();
        Optional.ofNullable(
                        systemFile(environment::get).orElseGet(() -> super.openSystemConfig(new Config(), FS.DETECTED)
                                .getFile()))
                .map(File::toPath)
                .ifPresent(files::add);
        files.addAll(UserFiles.of(environment::get).configurations());
        return files;
    }

    /** Is read as usual. */
    private static final class ReadOnlyConfig extends FileBasedConfig {

        ReadOnlyConfig(Config parent, File file, FS fs) {
            super(parent, file, fs);
        }

        @Override
        public void save() {
            // What JGit found out about this machine is of no use to anybody else.
        }
    }

    private static final class UserConfig extends FileBasedConfig {

        UserConfig(Config parent, File file, FS fs) {
            super(parent, file, fs);
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit unit) {
            return super.getTimeUnit(
                    section, subsection, name, SettledConfig.ofTimes(section, defaultValue, unit), unit);
        }
    }
}
