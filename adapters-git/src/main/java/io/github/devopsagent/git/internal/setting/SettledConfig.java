package io.github.devopsagent.git.internal.setting;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FS;

/** What the system and the user say of one repository, in which conditions of {@code includeIf} are decided already. */
final class SettledConfig extends StoredConfig {

    /** No file system in use has coarser times; JGit itself goes by this until it has measured. */
    private static final Duration COARSEST = FS.FileStoreAttributes.FALLBACK_TIMESTAMP_RESOLUTION;

    @Override
    public void load() {
        // It is read once for each repository.
    }

    @Override
    public void save() throws IOException {
        throw new IOException("Nothing here writes the user's configuration");
    }

    @Override
    public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit unit) {
        return super.getTimeUnit(section, subsection, name, ofTimes(section, defaultValue, unit), unit);
    }

    /**
     * Tells how fine the file system's times are, unless the user has told it. Otherwise JGit measures it for seconds in
     * each process, at full speed and with files in the work tree, only to read a file anew less often.
     */
    static long ofTimes(String section, long defaultValue, TimeUnit unit) {
        return ConfigConstants.CONFIG_FILESYSTEM_SECTION.equals(section) ? unit.convert(COARSEST) : defaultValue;
    }
}
