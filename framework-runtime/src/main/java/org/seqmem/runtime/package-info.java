// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The parts that turn an experiment file into trained models and a report. */
@NullMarked
package org.seqmem.runtime;

import org.jspecify.annotations.NullMarked;
