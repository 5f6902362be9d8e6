#pragma once
/* The plain hash functions are marked as old in favour of EVP, but only they work on a value that can be copied,
   need no memory of their own and cannot fail. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
