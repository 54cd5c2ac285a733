package io.github.vipps4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.testsupport.FieldDefect;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests run on the class path, where a missing export or requirement does not show. */
class ModulePathTest {
    @Test
    @FieldDefect(70)
    void wholeStoryRunsInAJvmWithAModulePathOnlyWhichThenExitsByItself(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
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
                .redirectOutput(output.toFile())
                .start();
        boolean ended = story.waitFor(30, TimeUnit.SECONDS);
        story.destroyForcibly();
        String told = Files.readString(output);

        assertThat(ended).as(told).isTrue();
        assertThat(told).endsWith("Done." + System.lineSeparator());
        assertThat(story.exitValue()).isZero();
    }
}
