// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    @Test
    void isThatOfTheProcess() {
        assertThat(ClassPath.here()).isEqualTo(System.getProperty("java.class.path"));
    }

    @Test
    void isWhatALoaderOfUrlsWasGiven(@TempDir Path folder) throws Exception {
        Path one = folder.resolve("a b.jar");
        Path other = folder.resolve("c.jar");
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {
                            one.toUri().toURL(),
                            new URL("http://localhost/no-file.jar"),
                            new URL("jar:" + other.toUri() + "!/"),
                            other.toUri().toURL()
                        })) {
            assertThat(ClassPath.of(loader)).isEqualTo(one + File.pathSeparator + other);
        }
    }
}
