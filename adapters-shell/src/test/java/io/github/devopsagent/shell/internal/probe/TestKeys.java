package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;

/** Keys of servers, made by the JDK's own keytool. */
final class TestKeys {

    static final String PASSWORD = "changeit";

    private TestKeys() {}

    /** A store with a certificate for one name that nobody else signed. */
    static Path make(Path file, String name) throws Exception {
        return make(file, file.getFileName().toString(), "dns:" + name);
    }

    /**
     * A store with a certificate that nobody else signed.
     *
     * @param common the common name, by which it is for nobody
     * @param alternatives what it is for, as keytool reads it: {@code dns:shop.example,ip:127.0.0.1}
     */
    static Path make(Path file, String common, String alternatives) throws Exception {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + common,
                        "-ext",
                        "SAN=" + alternatives,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return file;
    }

    static KeyStore load(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
