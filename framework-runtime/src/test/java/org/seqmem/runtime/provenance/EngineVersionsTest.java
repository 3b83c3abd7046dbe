// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineVersionsTest {

    @Test
    void readsTheVersionsOfTheEngineOnTheClassPath() {
        EngineVersions versions =
                EngineVersions.of(EngineVersionsTest.class.getClassLoader(), Map.of());

        assertThat(versions.djl()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(versions.pytorch()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void believesTheLibraryThatDjlIsToldToLoad() {
        EngineVersions versions =
                EngineVersions.of(
                        EngineVersionsTest.class.getClassLoader(),
                        Map.of("PYTORCH_VERSION", "2.5.1"));

        assertThat(versions.pytorch()).isEqualTo("2.5.1");
    }

    @Test
    void doesWithoutAnEngine() {
        assertThat(EngineVersions.of(ClassLoader.getPlatformClassLoader(), Map.of()))
                .isEqualTo(new EngineVersions("none", "none"));
    }

    @Test
    void readsTheModelOfTheProcessor(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cpuinfo");
        Files.writeString(file, "processor\t: 0\nmodel name\t: Abacus 3000 @ 2 Hz\n");

        assertThat(Machine.cpu(file)).isEqualTo("Abacus 3000 @ 2 Hz");
    }

    @Test
    void tellsTheCommitOfTheInstallationOrThatItKnowsNone(@TempDir Path home) throws IOException {
        String commit = "0123456789abcdef0123456789abcdef01234567";
        assertThat(Build.of(Optional.empty()).commit()).isEqualTo("unknown");
        assertThat(Build.of(Optional.of(home)).commit()).isEqualTo("unknown");

        Path file = home.resolve("build.properties");
        Files.writeString(file, "commit=" + commit + "\ndirty=false\n");
        assertThat(Build.of(Optional.of(home)).commit()).isEqualTo(commit);
        Files.writeString(file, "commit=" + commit + "\ndirty=true\n");
        assertThat(Build.of(Optional.of(home)).commit()).isEqualTo(commit + "-dirty");
        Files.writeString(file, "commit=${git.commit.id}\ndirty=${git.dirty}\n");
        assertThat(Build.of(Optional.of(home)).commit()).isEqualTo("unknown");
    }

    @Test
    void datesProvenanceByItsClock() {
        Instant now = Instant.parse("2025-06-06T12:00:00.123Z");
        Provenances provenances =
                new Provenances(
                        new Build("0.1.0", "unknown"),
                        Machine.here(),
                        new EngineVersions("1", "2"),
                        Clock.fixed(now, ZoneOffset.UTC));

        Provenance provenance = provenances.of(List.of(new Artefact("a", "1", "ff")));

        assertThat(provenance.created()).isEqualTo(Instant.parse("2025-06-06T12:00:00Z"));
        assertThat(provenance.machine().java()).isEqualTo(System.getProperty("java.version"));
        assertThat(provenance.artefacts()).containsExactly(new Artefact("a", "1", "ff"));
    }
}
