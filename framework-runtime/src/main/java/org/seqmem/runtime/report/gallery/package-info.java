// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The figures of an experiment. */
@NullMarked
package org.seqmem.runtime.report.gallery;

import org.jspecify.annotations.NullMarked;
