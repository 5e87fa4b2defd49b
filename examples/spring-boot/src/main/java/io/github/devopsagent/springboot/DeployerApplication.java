package io.github.devopsagent.springboot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The service: {@code java -jar … --deployer.consensus=/srv/shop/consensus --deployer.working-directory=/srv/shop}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DeployerApplication {

    public static void main(String[] args) {
        SpringApplication.run(DeployerApplication.class, args);
    }

    /**
     * @param workingDirectory where steps run
     * @param secrets by the name of the variable in which steps find each
     * @param stopWithin how long a shutdown waits until a run under way is undone
     */
    @ConfigurationProperties("deployer")
    record Settings(
            Path consensus,
            Path workingDirectory,
            @DefaultValue Map<String, String> secrets,
            @DefaultValue("10m") Duration stopWithin) {}
}
