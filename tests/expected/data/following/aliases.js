oproep.handOver({"call":{"reuzen":"windmolens","molens-2026":"windmolens"},"fund":{"luchtkastelen":"luchtkastelen-2021-2027"},"theme":{"lucht":"wind"},"beneficiary":{}});
