package io.github.devopsagent.git.internal.setting;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.URIish;

/**
 * Settings in the order in which git reads them.
 *
 * @param settings a later one counts for more
 */
public record SettingList(List<GitSetting> settings) {

    public SettingList {
        settings = List.copyOf(settings);
    }

    /** The one of a section without a subsection. */
    public Optional<GitSetting> last(String section, String name) {
        return settings.stream()
                .filter(setting ->
                        setting.is(section, name) && setting.subsection().isEmpty())
                .reduce((one, later) -> later);
    }

    /** The one of a section with this subsection. */
    public Optional<GitSetting> last(String section, String subsection, String name) {
        return settings.stream()
                .filter(setting ->
                        setting.is(section, name) && setting.subsection().equals(subsection))
                .reduce((one, later) -> later);
    }

    /** The most specific one for a URL; of equal ones the last. */
    public Optional<GitSetting> of(String section, String name, URIish url) {
        return all(section, name, url).stream()
                .reduce((one, later) ->
                        rank(later, url).orElse(0) >= rank(one, url).orElse(0) ? later : one);
    }

    /** All for a URL, in order; one without a value takes those before it back. */
    public List<GitSetting> since(String section, String name, URIish url) {
        List<GitSetting> all = all(section, name, url);
        int reset = all.stream().map(GitSetting::value).toList().lastIndexOf("");
        return all.subList(reset + 1, all.size());
    }

    private List<GitSetting> all(String section, String name, URIish url) {
        return settings.stream()
                .filter(setting ->
                        setting.is(section, name) && rank(setting, url).isPresent())
                .toList();
    }

    private static OptionalInt rank(GitSetting setting, URIish url) {
        return setting.subsection().isEmpty() ? OptionalInt.of(0) : new UrlPattern(setting.subsection()).matching(url);
    }

    SettingList and(SettingList later) {
        return new SettingList(
                Stream.concat(settings.stream(), later.settings.stream()).toList());
    }

    /** As the text of one configuration file. What includes others is left out, since the others are in the list. */
    public String text() {
        StringBuilder text = new StringBuilder();
        settings.stream().filter(setting -> !setting.isIncluding()).forEach(setting -> text.append(setting.text()));
        return text.toString();
    }
}
