package io.github.devopsagent.git.internal.conversion;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.GitSettings;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.QuotedString;

/**
 * The commands that files go through on their way from and to the work tree. Only those run that this machine's people have
 * configured: one of the repository's own would be a program of whoever writes there, and would say that a file is what was
 * committed, whatever it is. JGit's configuration does not tell them apart, and may be read anew at any time.
 */
public final class FileFilters {

    static final String PROCESS = "process";

    /** The only filter in wide use whose two forms are known to do the same. */
    static final String LFS = "lfs";

    private static final String SECTION = "filter";
    private static final List<String> COMMANDS =
            List.of(Constants.ATTR_FILTER_TYPE_CLEAN, Constants.ATTR_FILTER_TYPE_SMUDGE, PROCESS);

    private final ConfiguredSettings source;

    /** Has the settings, which are not read before a file has a filter. */
    public interface ConfiguredSettings {
        GitSettings read() throws IOException, GitRefusal;
    }

    public FileFilters(ConfiguredSettings source) {
        this.source = source;
    }

    /** The filter that attributes name, whether it is configured or not. */
    static Optional<String> name(Attributes attributes) {
        return Optional.ofNullable(attributes.getValue(Constants.ATTR_FILTER));
    }

    /**
     * The command for a file, its path filled in; empty if there is none but the repository's own.
     *
     * @param kind {@code clean}, {@code smudge} or {@code process}
     */
    public Optional<String> command(Attributes attributes, String kind, String path) throws IOException, GitRefusal {
        Optional<String> name = name(attributes);
        return name.isEmpty()
                ? Optional.empty()
                : setting(settings().honoured(), name.get(), kind)
                        .map(GitSetting::value)
                        .filter(command -> !command.isBlank())
                        .map(command -> command.replace("%f", QuotedString.BOURNE.quote(path)));
    }

    boolean isRequired(String filter) throws IOException, GitRefusal {
        return setting(settings().honoured(), filter, "required")
                .filter(GitSetting::isOn)
                .isPresent();
    }

    /** Refuses a file whose filter would be one of the repository's own. */
    public void requireHonoured(Attributes attributes, String path) throws IOException, GitRefusal {
        Optional<String> name = name(attributes);
        if (name.isEmpty()) {
            return;
        }
        for (String kind : COMMANDS) {
            boolean isHonoured =
                    setting(settings().honoured(), name.get(), kind).isPresent();
            Optional<GitSetting> own = setting(settings().ignored(), name.get(), kind)
                    .filter(setting -> !setting.value().isBlank());
            if (!isHonoured && own.isPresent()) {
                throw new GitRefusal("'" + PrintableText.of(path, PrintableText.NAME)
                        + "' goes through a filter that the repository itself names, and that is not run: "
                        + PrintableText.of(own.get().shown(), PrintableText.NAME)
                        + ". Who writes to the repository would decide what runs here, and what counts as unchanged. "
                        + wayOut(name.get(), kind)
                        + ", or let the host allow it with GitAdapter.trustingRepositoryConfiguration()"
                        + " (--git-trust-configuration on the command line).");
            }
        }
    }

    private static String wayOut(String filter, String kind) {
        return filter.equals(LFS)
                ? "Configure it for the user (git lfs install, without --local)"
                : "Put it into the user's configuration (git config --global filter."
                        + PrintableText.of(filter, PrintableText.NAME) + "." + kind + " …)";
    }

    private static Optional<GitSetting> setting(SettingList list, String filter, String kind) {
        return list.last(SECTION, filter, kind);
    }

    private GitSettings settings() throws IOException, GitRefusal {
        return source.read();
    }
}
