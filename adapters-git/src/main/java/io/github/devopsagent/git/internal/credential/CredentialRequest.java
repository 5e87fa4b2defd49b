package io.github.devopsagent.git.internal.credential;

import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/**
 * What credentials are asked for, in the words of git's protocol.
 *
 * @param fields in the order in which they are sent
 */
record CredentialRequest(Map<String, String> fields) {

    static final String SECTION = "credential";
    static final String USER = "username";
    static final String PASSWORD = "password";

    private static final String EXPIRY = "password_expiry_utc";
    private static final List<String> ANSWERED = List.of(USER, PASSWORD, EXPIRY, "oauth_refresh_token");

    CredentialRequest {
        fields = new LinkedHashMap<>(fields);
    }

    static CredentialRequest of(URIish url, SettingList settings) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("protocol", url.getScheme());
        fields.put("host", url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : ""));
        boolean path = settings.of(SECTION, "useHttpPath", url)
                .filter(GitSetting::isOn)
                .isPresent();
        if (path && url.getPath() != null) {
            fields.put("path", url.getPath().replaceAll("^/+|/+$", ""));
        }
        Optional.ofNullable(url.getUser())
                .or(() -> settings.of(SECTION, USER, url).map(GitSetting::value))
                .ifPresent(user -> fields.put(USER, user));
        return new CredentialRequest(fields);
    }

    /** What a helper answers, but for what is not about user and password. A password that has expired is none. */
    CredentialRequest with(Map<String, String> answer) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        ANSWERED.stream().filter(answer::containsKey).forEach(name -> all.put(name, answer.getOrDefault(name, "")));
        String expiry = all.getOrDefault(EXPIRY, "");
        if (expiry.matches("[0-9]{1,15}")
                && Long.parseLong(expiry) < Instant.now().getEpochSecond()) {
            all.keySet().removeAll(List.of(PASSWORD, EXPIRY));
        }
        return new CredentialRequest(all);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    boolean isComplete() {
        return find(USER).isPresent() && find(PASSWORD).isPresent();
    }

    /** A line's end would make two fields of one, and so ask for the credentials of another host. */
    boolean canBeSent() {
        return fields.values().stream().noneMatch(value -> value.matches("(?s).*[\\n\\r\\x00].*"));
    }

    /** For {@code git credential fill}, which takes it apart. */
    String url() {
        String path = fields.getOrDefault("path", "");
        return "url=" + fields.get("protocol") + "://" + fields.get("host") + (path.isEmpty() ? "" : "/" + path);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.append('\n').toString();
    }
}
