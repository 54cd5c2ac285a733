package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests run on the class path, where a missing export or requirement does not show. */
class ModulePathTest {
    @Test
    void wholeStoryRunsInAJvmWithAModulePathOnlyWhichThenExitsByItself() throws Exception {
        String modulePath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.contains("junit"))
                .collect(Collectors.joining(File.pathSeparator));
        Process story = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modulePath,
                        "--module",
                        "io.github.vipps4j.examples/io.github.vipps4j.examples.HowItWorksOnline")
                .redirectErrorStream(true)
                .start();
        String told = new String(story.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(story.waitFor(30, TimeUnit.SECONDS)).as(told).isTrue();
        assertThat(told).endsWith("Done." + System.lineSeparator());
        assertThat(story.exitValue()).isZero();
    }
}
