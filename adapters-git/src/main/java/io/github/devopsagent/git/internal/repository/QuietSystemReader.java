package io.github.devopsagent.git.internal.repository;

import java.io.File;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.StringUtils;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit's view of the system without its side effects: writes no file in the user's home or beside the user's files, starts
 * no process.
 */
final class QuietSystemReader extends SystemReader.Delegate {

    private static final File SYSTEM_CONFIG_ON_LINUX = new File("/etc/gitconfig");

    /** No file system in use has coarser times; JGit itself goes by this until it has measured. */
    private static final Duration COARSEST = FS.FileStoreAttributes.FALLBACK_TIMESTAMP_RESOLUTION;

    private QuietSystemReader(SystemReader delegate) {
        super(delegate);
    }

    /** Takes the place of JGit's default reader. One that the host has set is the host's decision, and stays. */
    static synchronized void install() {
        SystemReader current = SystemReader.getInstance();
        if (current.getClass().getEnclosingClass() == SystemReader.class) {
            SystemReader.setInstance(new QuietSystemReader(current));
        }
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new ReadOnlyConfig(parent, super.openJGitConfig(parent, fs).getFile(), fs);
    }

    /** JGit does not know the variables with which git is shown other configuration files. */
    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        Optional<File> named = fileNamedBy("GIT_CONFIG_GLOBAL");
        FileBasedConfig user =
                named.isPresent() ? new FileBasedConfig(parent, named.get(), fs) : super.openUserConfig(parent, fs);
        return new UserConfig(user.getBaseConfig(), user.getFile(), fs);
    }

    private Optional<File> fileNamedBy(String variable) {
        return Optional.ofNullable(getenv(variable))
                .filter(name -> !name.isEmpty())
                .map(File::new);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        boolean unwanted = !StringUtils.isEmptyOrNull(getenv(Constants.GIT_CONFIG_NOSYSTEM_KEY));
        Optional<File> named = fileNamedBy("GIT_CONFIG_SYSTEM");
        return unwanted || (named.isEmpty() && !isLinux())
                ? super.openSystemConfig(parent, fs)
                : new FileBasedConfig(parent, named.orElse(SYSTEM_CONFIG_ON_LINUX), fs);
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

    /**
     * Tells how fine the file system's times are, unless the user has told it. Otherwise JGit measures it for seconds in
     * each process, at full speed and with files in the work tree, only to read a file anew less often.
     */
    private static final class UserConfig extends FileBasedConfig {

        UserConfig(Config parent, File file, FS fs) {
            super(parent, file, fs);
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit unit) {
            boolean isAboutTimes = ConfigConstants.CONFIG_FILESYSTEM_SECTION.equals(section);
            return super.getTimeUnit(
                    section, subsection, name, isAboutTimes ? unit.convert(COARSEST) : defaultValue, unit);
        }
    }
}
