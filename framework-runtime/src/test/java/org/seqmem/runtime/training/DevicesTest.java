// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

class DevicesTest {

    @ParameterizedTest
    @CsvSource({
        "auto, 0, cpu",
        "auto, 2, gpu:0",
        "cpu, 2, cpu",
        "gpu, 1, gpu:0",
        "gpu:1, 2, gpu:1"
    })
    void namesADevice(String name, int gpus, String expected) {
        assertThat(Devices.name(Devices.choose(name, gpus))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"gpu, 0, no GPU", "gpu:1, 1, 1 GPU", "gpu:9999, 2, 2 GPUs"})
    void saysWhatThereIsInsteadOfAMissingDevice(String name, int gpus, String seen) {
        assertThatThrownBy(() -> Devices.choose(name, gpus))
                .isInstanceOfSatisfying(
                        SeqmemException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_UNAVAILABLE))
                .hasMessage(
                        "device \""
                                + name
                                + "\" does not exist: the engine sees "
                                + seen
                                + "; device = auto takes what there is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpu", "GPU", "gpu:", "gpu:-1", "gpu:99999", ""})
    void refusesOtherNames(String name) {
        assertThatThrownBy(() -> Devices.choose(name, 1))
                .isInstanceOfSatisfying(
                        SeqmemException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessage("device \"" + name + "\" is not one of auto, cpu, gpu, gpu:N");
    }

    @Test
    void thisMachineHasACpu() {
        assertThat(Devices.named("cpu")).isEqualTo(Device.cpu());
    }
}
