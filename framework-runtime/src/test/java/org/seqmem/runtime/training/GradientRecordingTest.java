// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientRecordingTest {

    @Test
    void isOnInANewThreadUntilTurnedOff() throws InterruptedException {
        Engine engine = Engine.getInstance();
        List<Boolean> recorded = new ArrayList<>();
        Thread thread =
                new Thread(
                        () -> {
                            recorded.add(isOn(engine));
                            GradientRecording.offOnThisThread(engine);
                            recorded.add(isOn(engine));
                        });

        thread.start();
        thread.join();

        assertThat(recorded).containsExactly(true, false);
    }

    /** A parameter that is recorded may not be changed in place. */
    private static boolean isOn(Engine engine) {
        try (NDManager manager = engine.newBaseManager()) {
            NDArray parameter = manager.create(1.0);
            parameter.setRequiresGradient(true);
            parameter.addi(parameter);
            return false;
        } catch (EngineException e) {
            return true;
        }
    }
}
