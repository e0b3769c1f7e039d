// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/credential.hpp>
#include <coax/detail/config.hpp>
#include <coax/http_message.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

// Sources for `client_options::credentials`. What each reads, it reads anew at each refresh. HTTP goes through the
// client's own transport, with its TLS options and its proxy. Failures name the URL, the file or the program and the
// member at fault, and no secret; for the calls they are `errc::credential_failed`.
//
// Files are read on the client's executor. Cancellation is terminal, partial or total.
namespace coax::credentials {

/// A bearer token in a file that is written anew from outside, as Kubernetes does with a projected service account
/// token. White space around it is left out. The file is read again twice a minute, and when the service refuses the
/// token: kubelet replaces a token long before it expires, and Kubernetes' own clients read the file each minute.
/// https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
[[nodiscard]] COAX_DECL credential_source file(std::string path);

/// What a program writes to its standard output: the path of the program (or its name in PATH) and its arguments, as
/// they are, without a shell. Its output is one of
/// - an `ExecCredential` of Kubernetes with `status.token`, and its `expirationTimestamp` where there is one
///   (https://kubernetes.io/docs/reference/config-api/client-authentication.v1/);
/// - the AWS keys of a `credential_process`
///   (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html);
/// - a bearer token alone, which is used until the service refuses it.
///
/// The program reads nothing (/dev/null), and shares the standard error. It is killed after `limit` and when the
/// refresh is cancelled. The executor is not blocked.
[[nodiscard]] COAX_DECL credential_source command(
    std::vector<std::string> program_and_arguments, std::chrono::milliseconds limit = std::chrono::seconds(30));

/// OAuth 2.0 client credentials (RFC 6749, 4.4). The id and the secret are in the `Authorization` header (2.3.1), or in
/// the body where the service wants that.
class oauth2_client {
public:
    oauth2_client(std::string token_url, std::string client_id, std::string client_secret)
        : token_url_(std::move(token_url)),
          id_(std::move(client_id)),
          secret_(std::move(client_secret))
    {
    }

    /// Several are separated by spaces. Default none.
    oauth2_client& scope(std::string names) { return parameter("scope", std::move(names)); }
    /// Another parameter of the body, as `audience`.
    oauth2_client& parameter(std::string name, std::string value)
    {
        parameters_.push_back({std::move(name), std::move(value)});
        return *this;
    }
    oauth2_client& secret_in_body(bool yes = true)
    {
        in_body_ = yes;
        return *this;
    }

    [[nodiscard]] std::string const& token_url() const noexcept { return token_url_; }
    [[nodiscard]] std::string const& id() const noexcept { return id_; }
    [[nodiscard]] std::string const& secret() const noexcept { return secret_; }
    [[nodiscard]] std::vector<http_header> const& parameters() const noexcept { return parameters_; }
    [[nodiscard]] bool secret_in_body() const noexcept { return in_body_; }

private:
    std::string token_url_;
    std::string id_;
    std::string secret_;
    std::vector<http_header> parameters_;
    bool in_body_ = false;
};
[[nodiscard]] COAX_DECL credential_source oauth2(oauth2_client chosen);

/// A Google service account, from its JSON key file: a token for Vertex AI, by a JWT that is signed with RS256.
/// https://developers.google.com/identity/protocols/oauth2/service-account#httprest
[[nodiscard]] COAX_DECL credential_source google_service_account(
    std::string key_file, std::string scope = "https://www.googleapis.com/auth/cloud-platform");

/// An application of Microsoft Entra (Azure AD) with a client secret, for Azure OpenAI. The authority is
/// `AZURE_AUTHORITY_HOST`, else https://login.microsoftonline.com.
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
[[nodiscard]] COAX_DECL credential_source entra(std::string tenant, std::string client_id, std::string client_secret,
    std::string scope = "https://cognitiveservices.azure.com/.default");

/// The role of an EC2 instance, from its metadata service, version 2, at `AWS_EC2_METADATA_SERVICE_ENDPOINT`, else
/// http://169.254.169.254.
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
[[nodiscard]] COAX_DECL credential_source aws_instance();

/// The role of a container in ECS or EKS, from what `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `..._FULL_URI` names,
/// with the token of `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` or `AWS_CONTAINER_AUTHORIZATION_TOKEN`. Plain http is
/// for loopback and the addresses of ECS and EKS only.
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
[[nodiscard]] COAX_DECL credential_source aws_container();

/// A profile of AWS's shared files (`AWS_SHARED_CREDENTIALS_FILE`, `AWS_CONFIG_FILE`, else ~/.aws/credentials and
/// ~/.aws/config): its keys, or what its `credential_process` gives. "" is `AWS_PROFILE`, else "default". The files are
/// read again twice a minute. Roles to be assumed and SSO are not read; `command` with `aws configure
/// export-credentials` has them. https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
[[nodiscard]] COAX_DECL credential_source aws_profile(std::string name = {});

} // namespace coax::credentials
