package io.github.devopsagent.git.internal.http;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.GitSettings;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/** What git's configuration says about an HTTP remote that JGit does not look at, or takes from anybody. */
public final class HttpSettings {

    private static final String HTTP = "http";
    private static final String VERIFY = "sslVerify";
    private static final String AUTHORITIES = "sslCAInfo";
    private static final String PROXY = "proxy";
    private static final String AUTHORITIES_VARIABLE = "GIT_SSL_CAINFO";

    /** What would change who is trusted or who this is, and cannot be done here. */
    private static final List<String> UNSUPPORTED =
            List.of("sslCAPath", "sslCert", "sslKey", "pinnedPubkey", "sslBackend");

    /** Of these, what the repository says does not count. */
    private static final List<String> ABOUT_TRUST =
            List.of(VERIFY, AUTHORITIES, "sslCAPath", "sslCert", "sslKey", PROXY);

    private final GitSettings settings;
    private final Map<String, String> environment;
    private final URIish url;
    private final Path home;

    /** @param home that {@code ~/} stands for */
    public HttpSettings(GitSettings settings, Map<String, String> environment, URIish url, Path home) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.url = url;
        this.home = home;
    }

    /** Found out without asking anybody; goes on from "The remote '…' ". */
    public void require() throws GitRefusal {
        for (String name : applying(UNSUPPORTED)) {
            Optional<GitSetting> setting = of(name).filter(each -> !each.value().isEmpty());
            if (setting.isPresent()) {
                throw new GitRefusal("is to be reached with " + setting.get().shown() + ", which git steps do not know."
                        + " Let the host do it with GitAdapter.transport(…), or push with a command");
            }
        }
        authorities();
        proxy();
        Optional<GitSetting> own = ownAboutTrust();
        if (own.isPresent()) {
            throw new GitRefusal("is reached as the repository itself says, and that is not heeded: "
                    + own.get().shown()
                    + ". Who writes to the repository would decide whom this machine trusts. Put it into"
                    + " the user's configuration (git config --global " + HTTP + "."
                    + url.setPass(null).setUser(null) + "."
                    + own.get().name()
                    + " …), or let the host allow it with GitAdapter.trustingRepositoryConfiguration()"
                    + " (--git-trust-configuration on the command line)");
        }
    }

    /** Without TLS nobody is trusted. */
    private List<String> applying(List<String> names) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        return names.stream().filter(name -> tls || name.equals(PROXY)).toList();
    }

    /** Unless others say the same. */
    private Optional<GitSetting> ownAboutTrust() {
        SettingList ignored = settings.ignored();
        for (String name : applying(ABOUT_TRUST)) {
            Optional<GitSetting> own = ignored.of(HTTP, name, url)
                    .filter(setting -> !name.equals(VERIFY) || !setting.isOn())
                    .filter(setting -> !setting.value().isEmpty());
            boolean said = own.isPresent() && of(name).map(GitSetting::value).equals(own.map(GitSetting::value));
            if (own.isPresent() && !said && !(name.equals(VERIFY) && !verifies())) {
                return own;
            }
        }
        return Optional.empty();
    }

    private Optional<GitSetting> of(String name) {
        return settings.honoured().of(HTTP, name, url);
    }

    /** Whether the server has to show a certificate that is trusted. */
    public boolean verifies() {
        return !environment.containsKey("GIT_SSL_NO_VERIFY")
                && of(VERIFY).map(GitSetting::isOn).orElse(true);
    }

    /** Where it is said that the server need not. */
    public String unverifiedBy() {
        return environment.containsKey("GIT_SSL_NO_VERIFY")
                ? "GIT_SSL_NO_VERIFY"
                : of(VERIFY).map(GitSetting::shown).orElse("");
    }

    /** Who is trusted instead of those whom Java trusts; empty if it is those. */
    public Optional<CertificateBundle> authorities() throws GitRefusal {
        Optional<GitSetting> setting = of(AUTHORITIES);
        String told = environment.getOrDefault(AUTHORITIES_VARIABLE, "");
        if (!told.isEmpty()) {
            return Optional.of(CertificateBundle.read(Path.of(told), AUTHORITIES_VARIABLE));
        }
        if (setting.isEmpty() || setting.get().value().isEmpty()) {
            return Optional.empty();
        }
        String value = setting.get().value();
        Path file = value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value);
        return Optional.of(CertificateBundle.read(file, setting.get().shown()));
    }

    /** What to do where nobody who is trusted vouches for the server; a sentence without its end. */
    public static String trustAdvice(Map<String, String> environment) {
        String told = environment.getOrDefault(AUTHORITIES_VARIABLE, "");
        String setting =
                "name that in the user's configuration: git config --global http.<url>." + AUTHORITIES + " <file>";
        String own = "If its certificate is by an authority of your own, ";
        return told.isEmpty()
                ? own + setting
                : "Trusted are the certificates in " + told + ", since the environment sets " + AUTHORITIES_VARIABLE
                        + ", which goes before http." + AUTHORITIES + ". " + own
                        + "add that one to this file; or unset the"
                        + " variable where the agent is started, and " + setting;
    }

    /** Whether this is the host that it is all about, and not one that it redirects to. */
    boolean isOf(URL other) {
        int port = other.getPort() > 0 ? other.getPort() : other.getDefaultPort();
        int own = url.getPort() > 0 ? url.getPort() : other.getDefaultPort();
        return other.getHost().equalsIgnoreCase(url.getHost()) && port == own;
    }

    /** The way that git's configuration says; empty if it says nothing, and no proxy for an empty value. */
    public Optional<Proxy> proxy() throws GitRefusal {
        Optional<GitSetting> setting = of(PROXY);
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        if (setting.get().value().isEmpty()) {
            return Optional.of(Proxy.NO_PROXY);
        }
        String value = setting.get().value();
        try {
            URIish proxy = new URIish(value.contains("://") ? value : "http://" + value);
            String scheme = proxy.getScheme().toLowerCase(Locale.ROOT);
            boolean socks = scheme.startsWith("socks");
            if (proxy.getUser() != null || proxy.getHost() == null || !(socks || scheme.equals(HTTP))) {
                throw unsupported(setting.get());
            }
            int port = proxy.getPort() > 0 ? proxy.getPort() : socks ? 1080 : 80;
            return Optional.of(new Proxy(
                    socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(proxy.getHost(), port)));
        } catch (URISyntaxException e) {
            throw unsupported(setting.get());
        }
    }

    private static GitRefusal unsupported(GitSetting setting) {
        return new GitRefusal(
                "is to be reached through a proxy of another kind than http://host:port or socks5://host:port"
                        + " (" + setting.shown() + "), which git steps do not know. Let the host do it with"
                        + " GitAdapter.transport(…)");
    }

    /** The headers that JGit does not see: it reads neither {@code includeIf} nor {@code GIT_CONFIG_COUNT}. */
    public Map<String, String> headersBeside(List<String> seen) {
        List<String> headers = new ArrayList<>();
        settings.honoured().since(HTTP, "extraHeader", url).forEach(setting -> headers.add(setting.value()));
        headers.removeAll(seen);
        Map<String, String> more = new LinkedHashMap<>();
        headers.stream()
                .filter(header -> header.indexOf(':') > 0)
                .forEach(header -> more.put(
                        header.substring(0, header.indexOf(':')).strip(),
                        header.substring(header.indexOf(':') + 1).strip()));
        return more;
    }
}
