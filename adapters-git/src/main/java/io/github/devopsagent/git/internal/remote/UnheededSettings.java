package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.GitSettings;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/**
 * Settings that git would go by, and a step does not: because the repository itself says them, or because they are unknown
 * here. All refusals go on from "The remote '…' ".
 */
record UnheededSettings(GitSettings settings) {

    private static final String HTTP = "http";
    private static final String COOKIES = "cookieFile";
    private static final String SAVE = "saveCookies";
    private static final String REMOTE = "remote";

    /**
     * Has no file of the repository's choice read or written. It must be asked before a transport is opened, since JGit reads
     * the file of cookies then; and for all URLs, since a server can lead to another one.
     *
     * @param seen the configuration as JGit sees it
     */
    void requireNoCookies(Config seen, Collection<URIish> urls) throws GitRefusal {
        if (urls.stream().noneMatch(url -> scheme(url).startsWith(HTTP))) {
            return;
        }
        Set<String> files = values(seen, COOKIES);
        Set<String> named = honoured(COOKIES).map(GitSetting::value).collect(Collectors.toSet());
        if (!named.containsAll(files)) {
            throw own(COOKIES, "would have any file read and written");
        }
        boolean isSaving =
                values(seen, SAVE).stream().anyMatch(value -> new GitSetting(HTTP, "", SAVE, value, "").isOn());
        if (!files.isEmpty() && isSaving && honoured(SAVE).noneMatch(GitSetting::isOn)) {
            throw own(SAVE, "would have a file written");
        }
    }

    private static Set<String> values(Config seen, String name) {
        Set<String> values = new TreeSet<>();
        seen.getSubsections(HTTP).forEach(url -> values.addAll(List.of(seen.getStringList(HTTP, url, name))));
        values.addAll(List.of(seen.getStringList(HTTP, null, name)));
        values.remove("");
        return values;
    }

    private Stream<GitSetting> honoured(String name) {
        return all(settings.honoured(), HTTP, name);
    }

    private static Stream<GitSetting> all(SettingList list, String section, String name) {
        return list.settings().stream()
                .filter(each -> each.is(section, name) && !each.value().isEmpty());
    }

    private GitRefusal own(String name, String would) {
        String shown = all(settings.ignored(), HTTP, name)
                .findFirst()
                .map(GitSetting::shown)
                .orElse(HTTP + "." + name);
        return notHeeded(shown, would, "Put it into the user's configuration");
    }

    private static GitRefusal notHeeded(String shown, String would, String instead) {
        return new GitRefusal("is reached as the repository itself says, and that is not heeded: " + shown
                + ". Who writes to the repository " + would + ". " + instead
                + ", or let the host allow it with GitAdapter.trustingRepositoryConfiguration()"
                + " (--git-trust-configuration on the command line)");
    }

    /**
     * Has no other way gone than the one that is meant.
     *
     * @param name of the remote
     */
    void requireNone(Transport transport, String name, Transport.Operation operation) throws GitRefusal {
        requireAllowed(transport.getURI());
        String scheme = scheme(transport.getURI());
        if (scheme.equals("git")) {
            requireUnset("core", "", "gitProxy");
        }
        if (scheme.startsWith(HTTP)) {
            requireUnset(REMOTE, name, "proxy");
        }
        requireUnset(REMOTE, name, "vcs");
        if (transport instanceof SshTransport) {
            requireOfOthers(name, "uploadpack", transport.getOptionUploadPack(), RemoteConfig.DEFAULT_UPLOAD_PACK);
        }
        if (operation == Transport.Operation.PUSH) {
            requireOfOthers(name, "receivepack", transport.getOptionReceivePack(), RemoteConfig.DEFAULT_RECEIVE_PACK);
        }
    }

    /** Who forbids git to go there forbids it here. */
    private void requireAllowed(URIish url) throws GitRefusal {
        Optional<GitSetting> allowed = last("protocol", scheme(url), "allow")
                .or(() -> settings.honoured().last("protocol", "allow"));
        if (allowed.filter(each -> each.value().equalsIgnoreCase("never")).isPresent()) {
            throw new GitRefusal(
                    "is reached by " + scheme(url) + ", which " + allowed.get().shown() + " forbids");
        }
    }

    private Optional<GitSetting> last(String section, String subsection, String name) {
        return all(settings.honoured(), section, name)
                .filter(each -> each.subsection().equals(subsection))
                .reduce((one, later) -> later);
    }

    private void requireUnset(String section, String subsection, String name) throws GitRefusal {
        Optional<GitSetting> found = Stream.of(settings.ignored(), settings.honoured())
                .flatMap(list -> all(list, section, name))
                .filter(each -> each.subsection().equals(subsection))
                .findFirst();
        if (found.isPresent()) {
            throw new GitRefusal("is to be reached with " + found.get().shown()
                    + ", which git steps do not know. Remove it, or push with a command");
        }
    }

    /** The command that answers runs with the rights of who is asked. */
    private void requireOfOthers(String remote, String name, String command, String standard) throws GitRefusal {
        Optional<GitSetting> own = all(settings.ignored(), REMOTE, name)
                .filter(each -> each.subsection().equals(remote))
                .filter(each -> each.value().equals(command) && !command.equals(standard))
                .findFirst();
        if (own.isPresent() && last(REMOTE, remote, name).isEmpty()) {
            throw notHeeded(own.get().shown(), "would decide which command runs there", "Remove it");
        }
    }

    private static String scheme(URIish url) {
        return url.getScheme() == null
                ? url.getHost() == null ? "file" : "ssh"
                : url.getScheme().toLowerCase(Locale.ROOT);
    }
}
