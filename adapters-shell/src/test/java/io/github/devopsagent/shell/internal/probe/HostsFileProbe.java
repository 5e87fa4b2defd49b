package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;

import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM of its own, whose names are those of a file: for each line that it is given, it says what a probe found. */
final class HostsFileProbe {

    private HostsFileProbe() {}

    public static void main(String[] arguments) throws Exception {
        HttpExecutor executor = new HttpExecutor(SystemResolver.of(MachineTools.here()));
        BufferedReader urls = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String url = urls.readLine(); url != null; url = urls.readLine()) {
            System.out.println(
                    aProbe(Path.of("/"), executor).with("url", url).run().reason());
        }
    }
}
